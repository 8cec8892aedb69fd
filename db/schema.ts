import type {
  AppUserTable,
  SessionTable,
  CredentialTable,
  VerificationTable,
  AccountMailTable,
  RateLimitTable,
  ApiKeyTable,
} from './rows/accounts.ts';
import type {
  LawyerTable,
  AvailabilityTable,
  AvailabilityWindowTable,
  AvailabilityOverrideTable,
  LawyerWordTable,
  NextFreeTable,
  NextFreeVoidTable,
  PriceTable,
  QuestionnaireTable,
  SearchWordTable,
} from './rows/lawyers.ts';
import type {
  AvailabilityChangeTable,
  AvailabilityTravelTable,
  TemporaryHoursTable,
  TemporaryHoursWindowTable,
} from './rows/hours.ts';
import type {
  CalendarAuthorisationTable,
  CalendarBusyTable,
  CalendarConnectionTable,
  CalendarEventTable,
  CalendarFarewellTable,
  CalendarFeedTable,
} from './rows/calendars.ts';
import type {
  ConsultationTable,
  ConsultationEventTable,
  IntakeTable,
  NoteTable,
  DocumentTable,
  DocumentContentTable,
} from './rows/consultations.ts';
import type { PaymentTable, RefundTable } from './rows/money.ts';
import type {
  MeetingTable,
  MeetingParticipantTable,
  NotificationTable,
  WebhookInboxTable,
  IdempotencyKeyTable,
  CommandKeyTable,
  OperatorActionTable,
} from './rows/meetings-and-messages.ts';

/** Row types, in camelCase; Kysely's CamelCasePlugin is the only translator. A test compares them with a migrated database. */
export interface Database {
  appUser: AppUserTable;
  session: SessionTable;
  credential: CredentialTable;
  verification: VerificationTable;
  accountMail: AccountMailTable;
  rateLimit: RateLimitTable;
  apiKey: ApiKeyTable;
  lawyer: LawyerTable;
  availability: AvailabilityTable;
  availabilityWindow: AvailabilityWindowTable;
  availabilityOverride: AvailabilityOverrideTable;
  temporaryHours: TemporaryHoursTable;
  temporaryHoursWindow: TemporaryHoursWindowTable;
  availabilityTravel: AvailabilityTravelTable;
  availabilityChange: AvailabilityChangeTable;
  calendarConnection: CalendarConnectionTable;
  calendarFarewell: CalendarFarewellTable;
  calendarBusy: CalendarBusyTable;
  calendarEvent: CalendarEventTable;
  calendarAuthorisation: CalendarAuthorisationTable;
  calendarFeed: CalendarFeedTable;
  price: PriceTable;
  questionnaire: QuestionnaireTable;
  searchWord: SearchWordTable;
  lawyerWord: LawyerWordTable;
  nextFree: NextFreeTable;
  nextFreeVoid: NextFreeVoidTable;
  consultation: ConsultationTable;
  consultationEvent: ConsultationEventTable;
  intake: IntakeTable;
  note: NoteTable;
  document: DocumentTable;
  documentContent: DocumentContentTable;
  payment: PaymentTable;
  refund: RefundTable;
  meeting: MeetingTable;
  meetingParticipant: MeetingParticipantTable;
  notification: NotificationTable;
  webhookInbox: WebhookInboxTable;
  idempotencyKey: IdempotencyKeyTable;
  commandKey: CommandKeyTable;
  operatorAction: OperatorActionTable;
}
