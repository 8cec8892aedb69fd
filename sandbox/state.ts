import type {
  AuthorisationCode,
  CalendarAccount,
  CalendarEvent,
  CalendarToken,
  Consent,
  GoogleChannel,
  Subscription,
} from './calendars/records.ts';
import type { RequestRecord } from './request-log.ts';
import type { MailRecord } from './sendgrid/records.ts';
import type { Collection, Store } from './store.ts';
import type { ArmedPayment } from './stripe/races.ts';
import type {
  ChargeRecord,
  EventRecord,
  IdempotencyRecord,
  PaymentIntentRecord,
  RefundRecord,
  SessionRecord,
} from './stripe/records.ts';
import type { ParticipantRecord, RoomRecord, SmsRecord } from './twilio/records.ts';
import type { WebhookMode, WebhookRecord } from './webhook-records.ts';

/** Everything the sandbox remembers. */
export interface State {
  sessions: Collection<SessionRecord>;
  paymentIntents: Collection<PaymentIntentRecord>;
  charges: Collection<ChargeRecord>;
  refunds: Collection<RefundRecord>;
  events: Collection<EventRecord>;
  idempotency: Collection<IdempotencyRecord>;
  mails: Collection<MailRecord>;
  sms: Collection<SmsRecord>;
  rooms: Collection<RoomRecord>;
  participants: Collection<ParticipantRecord>;
  calendarAccounts: Collection<CalendarAccount>;
  calendarEvents: Collection<CalendarEvent>;
  calendarConsents: Collection<Consent>;
  calendarCodes: Collection<AuthorisationCode>;
  calendarAccessTokens: Collection<CalendarToken>;
  calendarRefreshTokens: Collection<CalendarToken>;
  googleChannels: Collection<GoogleChannel>;
  subscriptions: Collection<Subscription>;
  webhooks: Collection<WebhookRecord>;
  webhookMode: Collection<WebhookMode>;
  armedPayments: Collection<ArmedPayment>;
  requests: Collection<RequestRecord>;
  clockOffset: Collection<number>;
}

export function openState(store: Store): State {
  return {
    sessions: store.collection('sessions', 50_000),
    paymentIntents: store.collection('payment_intents', 50_000),
    charges: store.collection('charges', 50_000),
    refunds: store.collection('refunds', 50_000),
    events: store.collection('events', 10_000),
    idempotency: store.collection('idempotency', 50_000),
    mails: store.collection('mails', 5_000),
    sms: store.collection('sms', 10_000),
    rooms: store.collection('rooms', 10_000),
    participants: store.collection('participants', 50_000),
    calendarAccounts: store.collection('calendar_accounts', 1_000),
    calendarEvents: store.collection('calendar_events', 20_000),
    calendarConsents: store.collection('calendar_consents', 1_000),
    calendarCodes: store.collection('calendar_codes', 1_000),
    calendarAccessTokens: store.collection('calendar_access_tokens', 3_000),
    calendarRefreshTokens: store.collection('calendar_refresh_tokens', 3_000),
    googleChannels: store.collection('google_channels', 1_000),
    subscriptions: store.collection('subscriptions', 1_000),
    webhooks: store.collection('webhooks', 5_000),
    webhookMode: store.collection('webhook_mode', 1),
    armedPayments: store.collection('armed_payments', 1_000),
    requests: store.collection('requests', 3_000),
    clockOffset: store.collection('clock_offset', 1),
  };
}
