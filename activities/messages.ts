import type { Kysely } from 'kysely';
import type { Twilio } from 'twilio';
import { hasWrittenCalendar } from '#db/calendars.ts';
import { getCorrespondence } from '#db/correspondence.ts';
import type { Correspondence } from '#db/correspondence.ts';
import { claimNotification, recordNotification } from '#db/notifications.ts';
import type { NotificationClaim } from '#db/notifications.ts';
import type { Channel } from '#db/rows/meetings-and-messages.ts';
import type { Database } from '#db/schema.ts';
import { addresseeOf, newsOf } from './addressee.ts';
import type { MessageActivities, MessageInput } from './contract.ts';
import { refusalOf } from './delivery.ts';
import type { Mail, Mailer } from './mail.ts';
import { calendarFile } from './messages/calendar-file.ts';
import { htmlOf, textOf } from './messages/layout.ts';
import { letterOf, smsOf } from './messages/letter.ts';
import type { News } from './messages/news.ts';

export interface MessageDependencies {
  db: Kysely<Database>;
  mailer: Mailer;
  twilio: Twilio;
  /** The number or the name that text messages come from. */
  smsFrom: string;
  publicUrl: string;
}

/** Messages to one side: the intent in Postgres, then the provider, then the result in Postgres. */
export function createMessages(deps: MessageDependencies): MessageActivities {
  return {
    sendEmail: async (input) => deliver(deps, await emailOf(deps, input)),
    sendSms: async (input) => {
      const sms = await smsTo(deps, input);
      if (sms) await deliver(deps, sms);
    },
  };
}

/** One message on one channel. */
interface Message {
  channel: Channel;
  input: MessageInput;
  userId: string;
  startAt: Date;
  /** Hands it to the provider and answers with its id there. */
  send(claim: NotificationClaim): Promise<string>;
  /** The provider's id of a message that went out although its answer was lost; undefined: it may be sent again. */
  findSent(claim: NotificationClaim): Promise<string | undefined>;
  /** Whether, when nobody can tell if it went out, twice is better than never. */
  isRepeatable: boolean;
}

async function deliver({ db }: MessageDependencies, message: Message): Promise<void> {
  const claim = await claimNotification(db, identityOf(message));
  if (claim.outcome === 'already_sent') return;
  if (claim.outcome === 'ambiguous') {
    const sentId = await message.findSent(claim);
    if (sentId !== undefined)
      return recordNotification(db, claim.id, { status: 'sent', providerMessageId: sentId });
    if (!message.isRepeatable) return skip(db, claim, 'outcome_unknown');
  }
  if (message.input.kind === 'reminder' && Date.now() >= message.startAt.getTime())
    return skip(db, claim, 'too_late');
  try {
    const providerMessageId = await message.send(claim);
    await recordNotification(db, claim.id, { status: 'sent', providerMessageId });
  } catch (error) {
    const refusal = refusalOf(error);
    // It did not go out: the next attempt need not ask whether it did.
    if (refusal) await recordNotification(db, claim.id, { status: 'failed', errorCode: refusal.code });
    if (!refusal?.isForGood) throw error;
  }
}

function skip(db: Kysely<Database>, { id }: NotificationClaim, errorCode: string): Promise<void> {
  return recordNotification(db, id, { status: 'skipped', errorCode });
}

function identityOf({ channel, input, userId }: Message) {
  const { consultationId, recipient, sequence, kind, minutesBefore = 0 } = input;
  return {
    consultationId,
    recipient,
    channel,
    sequence,
    userId,
    kind: kind === 'reminder' ? `reminder_${minutesBefore}` : kind,
  };
}

async function emailOf(
  { db, mailer, publicUrl }: MessageDependencies,
  input: MessageInput,
): Promise<Message> {
  const about = await getCorrespondence(db, input.consultationId);
  const { email, userId } = addresseeOf(about, input);
  const news = newsOf(about, input, publicUrl);
  const letter = letterOf(news);
  const isInCalendar = await isWrittenIntoCalendar(db, about, input);
  return {
    channel: 'email',
    input,
    userId,
    startAt: about.startAt,
    send: ({ id, createdAt }) => {
      const subject = { about, news, input, madeAt: createdAt, sender: mailer.sender, attendee: email };
      const calendar = isInCalendar ? undefined : calendarOf(subject);
      return mailer.send({
        to: email,
        subject: letter.subject,
        html: htmlOf(letter),
        text: textOf(letter),
        notificationId: id,
        calendar,
      });
    },
    // SendGrid cannot be asked for what it has taken.
    findSent: async () => undefined,
    isRepeatable: input.kind !== 'reminder',
  };
}

/** A lawyer whose calendar we write has the consultation there already, and an invitation would put it there again. */
async function isWrittenIntoCalendar(
  db: Kysely<Database>,
  { lawyerId }: Correspondence,
  { recipient, kind }: MessageInput,
): Promise<boolean> {
  return recipient === 'lawyer' && kind === 'confirmed' && (await hasWrittenCalendar(db, lawyerId));
}

interface CalendarSubject {
  about: Correspondence;
  news: News;
  input: MessageInput;
  madeAt: Date;
  sender: Mailer['sender'];
  attendee: string;
}

/** The invitation with a confirmation, and its withdrawal with the cancellation of what had been confirmed. */
function calendarOf({ about, news, input, madeAt, sender, attendee }: CalendarSubject): Mail['calendar'] {
  const isCancelled = input.kind === 'cancelled' && about.confirmedAt !== null;
  if (input.kind !== 'confirmed' && !isCancelled) return undefined;
  const method = isCancelled ? 'cancel' : 'request';
  const file = calendarFile({
    method,
    consultationId: input.consultationId,
    sequence: input.sequence + (isCancelled ? 1 : 0),
    startAt: news.startAt,
    endAt: news.endAt,
    madeAt: madeAt.getTime(),
    title: `Consultation ${about.number}`,
    location: about.consultationType === 'in_person' ? news.office.address : news.url,
    url: news.url,
    organizer: sender,
    attendee,
  });
  return { method, file };
}

async function smsTo(deps: MessageDependencies, input: MessageInput): Promise<Message | undefined> {
  const { db, twilio, smsFrom: from, publicUrl } = deps;
  const about = await getCorrespondence(db, input.consultationId);
  const { phone: to, userId } = addresseeOf(about, input);
  if (to === null) return undefined;
  const body = smsOf(newsOf(about, input, publicUrl));
  return {
    channel: 'sms',
    input,
    userId,
    startAt: about.startAt,
    async send({ id }) {
      const statusCallback = `${publicUrl}/api/notifications/webhook/twilio?n=${id}`;
      const { sid } = await twilio.messages.create({ to, from, body, statusCallback, ...validityOf(input) });
      return sid;
    },
    async findSent({ createdAt }) {
      const since = createdAt.getTime() - 60_000;
      const recent = await twilio.messages.list({ to, limit: 50 });
      return recent.find((sms) => sms.body === body && sms.dateCreated.getTime() >= since)?.sid;
    },
    isRepeatable: true,
  };
}

/** A carrier may hold a message back for hours; a reminder is worth nothing after the start. */
function validityOf({ kind, minutesBefore = 0 }: MessageInput): { validityPeriod?: number } {
  return kind === 'reminder' ? { validityPeriod: Math.min(Math.max(minutesBefore * 60, 60), 36_000) } : {};
}
