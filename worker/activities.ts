import type { Kysely } from 'kysely';
import { createAccountMail } from '#activities/account-mail.ts';
import { createCalendarMail } from '#activities/calendars/calendar-mail.ts';
import { createCalendars } from '#activities/calendars/calendars.ts';
import { createConsultations } from '#activities/consultations.ts';
import type { Activities } from '#activities/contract.ts';
import { createMailer } from '#activities/mail.ts';
import { createMeetings } from '#activities/meetings.ts';
import { createMessages } from '#activities/messages.ts';
import { createPayments } from '#activities/payments.ts';
import { createStripe } from '#activities/stripe.ts';
import { createTwilio } from '#activities/twilio.ts';
import type { Database } from '#db/schema.ts';
import type { WorkerConfig } from './config.ts';

export interface ActivityDependencies {
  db: Kysely<Database>;
  config: Omit<
    WorkerConfig,
    'NODE_ENV' | 'LOG_LEVEL' | 'WORKER_METRICS_PORT' | 'DATABASE_URL' | `TEMPORAL_${string}`
  >;
}

/** All activities, with clients for the providers made from the configuration. */
export function createActivities({ db, config }: ActivityDependencies): Activities {
  const publicUrl = config.PUBLIC_URL;
  const stripe = createStripe({ secretKey: config.STRIPE_SECRET_KEY, apiBase: config.STRIPE_API_BASE });
  const twilio = createTwilio({
    accountSid: config.TWILIO_ACCOUNT_SID,
    apiKey: config.TWILIO_API_KEY,
    apiSecret: config.TWILIO_API_SECRET,
    apiBase: config.TWILIO_API_BASE,
  });
  const mailer = createMailer({
    apiKey: config.SENDGRID_API_KEY,
    apiBase: config.SENDGRID_API_BASE,
    from: config.MAIL_FROM,
  });
  return {
    ...createConsultations({ db }),
    ...createPayments({ db, stripe, publicUrl }),
    ...createMessages({ db, mailer, twilio, smsFrom: config.TWILIO_SMS_FROM, publicUrl }),
    ...createAccountMail({ db, mailer, publicUrl }),
    ...createMeetings({ db, twilio, publicUrl }),
    ...createCalendars({ db, settings: config, publicUrl }),
    ...createCalendarMail({ db, mailer, publicUrl }),
  };
}
