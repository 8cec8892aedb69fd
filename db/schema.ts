import type { ColumnType, Generated, Insertable, Selectable } from 'kysely';
import type { CodeKind } from '#domain/account-code.ts';
import type {
  CancellationPolicy,
  ConsultationStatus,
  ConsultationType,
  Locale,
  Party,
} from '#domain/consultation.ts';
import type { Answers, Question } from '#domain/questionnaire.ts';

/** Row types, in camelCase; Kysely's CamelCasePlugin is the only translator. db/verify.ts compares them with a database. */
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
  price: PriceTable;
  questionnaire: QuestionnaireTable;
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
  operatorAction: OperatorActionTable;
}

/** Written once by default, never changed afterwards. */
type CreatedAt = ColumnType<Date, Date | string | undefined, never>;
type Timestamp = ColumnType<Date, Date | string, Date | string>;
type OptionalTimestamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
type DefaultTimestamp = ColumnType<Date, Date | string | undefined, Date | string>;
type Json<T> = ColumnType<T, string, string>;

export type Role = 'client' | 'lawyer' | 'operator';
export type LawyerStatus = 'applied' | 'listed' | 'refused' | 'suspended';
export type OverrideKind = 'blocked' | 'holiday' | 'custom_hours' | 'partial_block';
export type PaymentStatus = 'open' | 'authorised' | 'captured' | 'voided' | 'expired';
export type RefundStatus = 'requested' | 'pending' | 'succeeded' | 'failed' | 'handled';
export type Channel = 'email' | 'sms';
export type NotificationStatus = 'sending' | 'sent' | 'delivered' | 'failed' | 'skipped';

interface AppUserTable {
  id: Generated<string>;
  name: string;
  email: string;
  emailVerified: Generated<boolean>;
  image: string | null;
  role: Generated<Role>;
  locale: Generated<Locale>;
  timezone: Generated<string>;
  phone: string | null;
  isPartner: Generated<boolean>;
  broughtBy: string | null;
  createdAt: CreatedAt;
  updatedAt: DefaultTimestamp;
}

interface SessionTable {
  id: Generated<string>;
  userId: string;
  token: string;
  expiresAt: Timestamp;
  ipAddress: string | null;
  userAgent: string | null;
  createdAt: CreatedAt;
  updatedAt: DefaultTimestamp;
}

interface CredentialTable {
  id: Generated<string>;
  userId: string;
  accountId: string;
  providerId: string;
  accessToken: string | null;
  refreshToken: string | null;
  idToken: string | null;
  accessTokenExpiresAt: OptionalTimestamp;
  refreshTokenExpiresAt: OptionalTimestamp;
  scope: string | null;
  password: string | null;
  createdAt: CreatedAt;
  updatedAt: DefaultTimestamp;
}

interface VerificationTable {
  id: Generated<string>;
  identifier: string;
  value: string;
  expiresAt: Timestamp;
  createdAt: CreatedAt;
  updatedAt: DefaultTimestamp;
}

interface AccountMailTable {
  id: string;
  userId: string;
  kind: CodeKind;
  codeExpiresAt: Timestamp;
  providerMessageId: string | null;
  sentAt: Timestamp;
}

interface RateLimitTable {
  id: Generated<string>;
  key: string;
  count: number;
  lastRequest: number;
}

interface ApiKeyTable {
  id: Generated<string>;
  ownerId: string;
  name: string;
  keyHash: Buffer;
  prefix: string;
  scopes: string[];
  expiresAt: Timestamp;
  lastUsedAt: OptionalTimestamp;
  revokedAt: OptionalTimestamp;
  createdAt: CreatedAt;
}

interface LawyerTable {
  id: Generated<string>;
  userId: string;
  status: Generated<LawyerStatus>;
  nameEn: string;
  nameAr: string;
  headlineEn: Generated<string>;
  headlineAr: Generated<string>;
  bioEn: Generated<string>;
  bioAr: Generated<string>;
  licenceNumber: string;
  city: Generated<string>;
  specialties: Generated<string[]>;
  languages: Generated<string[]>;
  officeAddressEn: Generated<string>;
  officeAddressAr: Generated<string>;
  officeMapUrl: string | null;
  cancellationPolicy: Generated<CancellationPolicy>;
  listedAt: OptionalTimestamp;
  listedBy: string | null;
  createdAt: CreatedAt;
  updatedAt: DefaultTimestamp;
}

interface AvailabilityTable {
  lawyerId: string;
  timezone: Generated<string>;
  bufferMinutes: Generated<number>;
  stepMinutes: Generated<number>;
  minNoticeMinutes: Generated<number>;
  maxAdvanceDays: Generated<number>;
  instantBooking: Generated<boolean>;
  isActive: Generated<boolean>;
  reminderMinutes: Generated<number[]>;
  limitPerDay: number | null;
  limitPerWeek: number | null;
  version: Generated<number>;
  updatedAt: DefaultTimestamp;
}

interface AvailabilityWindowTable {
  id: Generated<string>;
  lawyerId: string;
  dayOfWeek: number;
  startMinute: number;
  endMinute: number;
}

interface AvailabilityOverrideTable {
  id: Generated<string>;
  lawyerId: string;
  kind: OverrideKind;
  /** Local dates: `2026-11-24`. */
  startDate: string;
  endDate: string;
  startMinute: number | null;
  endMinute: number | null;
}

interface PriceTable {
  lawyerId: string;
  consultationType: ConsultationType;
  fixedFeeMinor: number | null;
  hourlyRateMinor: number | null;
  durations: number[];
  currency: Generated<string>;
  isActive: Generated<boolean>;
  bufferMinutes: number | null;
  minNoticeMinutes: number | null;
  stepMinutes: number | null;
}

interface QuestionnaireTable {
  lawyerId: string;
  consultationType: ConsultationType;
  questions: Json<Question[]>;
  updatedAt: DefaultTimestamp;
}

interface ConsultationTable {
  id: string;
  number: string;
  clientId: string;
  lawyerId: string;
  partnerId: string | null;
  consultationType: ConsultationType;
  status: ConsultationStatus;
  revision: number;
  startAt: Timestamp;
  endAt: Timestamp;
  bufferMinutes: number;
  blockEndAt: Timestamp;
  clientTimezone: string;
  lawyerTimezone: string;
  currency: string;
  basePriceMinor: number;
  platformFeeMinor: number;
  vatMinor: number;
  totalPriceMinor: number;
  platformFeeBps: number;
  vatBps: number;
  cancellationPolicy: CancellationPolicy;
  reminderMinutes: number[];
  instantBooking: boolean;
  holdExpiresAt: Timestamp;
  confirmedAt: OptionalTimestamp;
  cancelledBy: 'client' | 'lawyer' | 'operator' | null;
  cancelReason: string | null;
  noShowBy: 'client' | 'lawyer' | 'both' | null;
  needsAttention: Generated<boolean>;
  attentionReason: string | null;
  createdAt: Timestamp;
  updatedAt: DefaultTimestamp;
}

interface ConsultationEventTable {
  id: Generated<number>;
  consultationId: string;
  revision: number;
  kind: string;
  fromStatus: ConsultationStatus | null;
  toStatus: ConsultationStatus;
  actorKind: 'client' | 'lawyer' | 'operator' | 'system' | 'provider';
  actorId: string | null;
  reason: string | null;
  data: ColumnType<Record<string, unknown>, string | undefined, never>;
  at: Timestamp;
  recordedAt: CreatedAt;
}

interface IntakeTable {
  consultationId: string;
  clientId: string;
  locale: Locale;
  clientPhone: string | null;
  notes: string | null;
  questions: ColumnType<Question[], string | undefined, never>;
  answers: ColumnType<Answers, string | undefined, never>;
  documentIds: Generated<string[]>;
  createdAt: CreatedAt;
}

interface NoteTable {
  commandId: string;
  consultationId: string;
  authorId: string;
  text: string;
  createdAt: CreatedAt;
}

interface DocumentTable {
  id: Generated<string>;
  ownerId: string;
  consultationId: string | null;
  name: string;
  mediaType: string;
  sizeBytes: number;
  sha256: Buffer;
  createdAt: CreatedAt;
}

interface DocumentContentTable {
  documentId: string;
  bytes: Buffer;
}

interface PaymentTable {
  id: Generated<string>;
  consultationId: string;
  attempt: Generated<number>;
  status: PaymentStatus;
  currency: string;
  amountMinor: number;
  capturedMinor: Generated<number>;
  refundedMinor: Generated<number>;
  sessionId: string | null;
  paymentIntentId: string | null;
  checkoutUrl: string | null;
  captureBefore: OptionalTimestamp;
  authorisedAt: OptionalTimestamp;
  capturedAt: OptionalTimestamp;
  createdAt: CreatedAt;
  updatedAt: DefaultTimestamp;
}

interface RefundTable {
  id: Generated<string>;
  consultationId: string;
  paymentId: string;
  reason: string;
  amountMinor: number;
  baseMinor: number;
  feeMinor: number;
  vatMinor: number;
  status: RefundStatus;
  providerRefundId: string | null;
  failureReason: string | null;
  createdAt: CreatedAt;
  updatedAt: DefaultTimestamp;
}

interface MeetingTable {
  consultationId: string;
  kind: ConsultationType;
  roomName: string | null;
  roomSid: string | null;
  status: 'planned' | 'open' | 'closed';
  openedAt: OptionalTimestamp;
  closedAt: OptionalTimestamp;
}

interface MeetingParticipantTable {
  consultationId: string;
  party: Party;
  firstJoinedAt: Timestamp;
  lastLeftAt: OptionalTimestamp;
  isPresent: boolean;
}

interface NotificationTable {
  id: Generated<string>;
  consultationId: string;
  kind: string;
  recipient: Party;
  channel: Channel;
  sequence: Generated<number>;
  userId: string;
  status: NotificationStatus;
  providerMessageId: string | null;
  errorCode: string | null;
  createdAt: CreatedAt;
  updatedAt: DefaultTimestamp;
}

interface WebhookInboxTable {
  provider: 'stripe' | 'twilio' | 'sendgrid';
  eventId: string;
  kind: string;
  objectId: string;
  consultationId: string | null;
  receivedAt: CreatedAt;
  handledAt: OptionalTimestamp;
}

interface IdempotencyKeyTable {
  caller: string;
  key: string;
  bodyHash: Buffer;
  consultationId: string;
  refusalCode: string | null;
  refusalDetail: string | null;
  refusalReason: string | null;
  createdAt: CreatedAt;
}

interface OperatorActionTable {
  id: Generated<string>;
  operatorId: string;
  workflowId: string;
  action: string;
  at: CreatedAt;
}

export type AppUser = Selectable<AppUserTable>;
export type Lawyer = Selectable<LawyerTable>;
export type Availability = Selectable<AvailabilityTable>;
export type Price = Selectable<PriceTable>;
export type Consultation = Selectable<ConsultationTable>;
export type NewConsultation = Insertable<ConsultationTable>;
export type ConsultationEvent = Selectable<ConsultationEventTable>;
export type Payment = Selectable<PaymentTable>;
export type Refund = Selectable<RefundTable>;
export type Notification = Selectable<NotificationTable>;
