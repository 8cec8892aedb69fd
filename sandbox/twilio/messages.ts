import type { SandboxContext } from '#sandbox/context.ts';
import { randomSid } from '#sandbox/identifiers.ts';
import { sendCallback } from './callbacks.ts';
import { invalid, notFound } from './errors.ts';
import { isHttpUrl, type TwilioForm } from './form.ts';
import { fateOf } from './magic-numbers.ts';
import type { TwilioCall, TwilioOperation } from './operation.ts';
import { listOf2010, sliceOf } from './pages.ts';
import type { SmsRecord } from './records.ts';
import { segmentsOf } from './segments.ts';

const collectionPath = '/twilio/api/2010-04-01/Accounts/:account/Messages';
const bodyLengthMax = 1600;
const stepMs = 300;

export function messageOperations(context: SandboxContext): TwilioOperation[] {
  return [
    {
      name: 'messages.create',
      method: 'POST',
      path: `${collectionPath}.json`,
      successStatus: 201,
      prepare: (call) => prepareCreate(context, call),
    },
    {
      name: 'messages.list',
      method: 'GET',
      path: `${collectionPath}.json`,
      successStatus: 200,
      prepare: (call) => prepareList(context, call),
    },
    {
      name: 'messages.fetch',
      method: 'GET',
      path: `${collectionPath}/:sid`,
      successStatus: 200,
      prepare: (call) => prepareFetch(context, call),
    },
  ];
}

function prepareCreate(context: SandboxContext, { form }: TwilioCall): () => object {
  const { to, from, body, statusCallback } = readNewMessage(form);
  return () => {
    const fate = fateOf(to);
    if (fate.kind === 'refused') throw invalid(fate.code, fate.message);
    const now = context.clock.nowMs();
    const message: SmsRecord = {
      sid: randomSid('SM'),
      to,
      from,
      body,
      status: 'queued',
      errorCode: null,
      createdAt: now,
      updatedAt: now,
      sentAt: null,
      statusCallback,
      next: [
        { status: 'sent', at: now + stepMs, errorCode: null },
        ...(fate.ends === 'sent'
          ? []
          : [{ status: fate.ends, at: now + 2 * stepMs, errorCode: fate.errorCode }]),
      ],
    };
    context.state.sms.put(message.sid, message);
    return messageObject(context, message);
  };
}

function readNewMessage(form: TwilioForm) {
  const to = form.text('To');
  const from = form.text('From') ?? form.text('MessagingServiceSid');
  const body = form.text('Body');
  const statusCallback = form.text('StatusCallback') ?? null;
  if (!to) throw invalid(21604, "A 'To' phone number is required.");
  if (!from) throw invalid(21603, "A 'From' phone number is required.");
  if (!body) throw invalid(21602, 'Message body is required.');
  if (!/^\+[1-9]\d{6,14}$/.test(to)) throw invalid(21211, `Invalid 'To' Phone Number: ${to}`);
  if (!isSender(from)) throw invalid(21212, `Invalid From Number (caller ID): ${from}`);
  if (body.length > bodyLengthMax) {
    throw invalid(21617, `The concatenated message body exceeds the ${bodyLengthMax} character limit`);
  }
  if (statusCallback !== null && !isHttpUrl(statusCallback)) {
    throw invalid(21609, `The 'StatusCallback' URL ${statusCallback} is not a valid URL`);
  }
  return { to, from, body, statusCallback };
}

/** A number, a messaging service, or a name of up to 11 letters and digits with at least one letter. */
function isSender(from: string): boolean {
  return (
    /^\+[1-9]\d{6,14}$/.test(from) ||
    /^MG[0-9a-f]{32}$/.test(from) ||
    (/^[A-Za-z0-9 ]{1,11}$/.test(from) && /[A-Za-z]/.test(from))
  );
}

function prepareFetch(context: SandboxContext, { ids, path }: TwilioCall): () => object {
  return () => {
    const message = context.state.sms.find(ids['sid'] ?? '');
    if (!message) throw notFound(path);
    return messageObject(context, message);
  };
}

function prepareList(context: SandboxContext, { form }: TwilioCall): () => object {
  const to = form.text('To');
  const from = form.text('From');
  const day = form.text('DateSent');
  const after = instantOf(form.text('DateSent>'), -Infinity);
  const before = instantOf(form.text('DateSent<'), Infinity);
  return () => {
    const found = context.state.sms
      .list()
      .toReversed()
      .filter(
        (message) => (to === undefined || message.to === to) && (from === undefined || message.from === from),
      )
      .filter((message) => {
        const sentAt = message.sentAt ?? message.createdAt;
        const onDay = day === undefined || new Date(sentAt).toISOString().startsWith(day.slice(0, 10));
        return onDay && sentAt >= after && sentAt <= before;
      });
    const slice = sliceOf(
      found.map((message) => messageObject(context, message)),
      form,
    );
    return listOf2010(
      'messages',
      `/2010-04-01/Accounts/${context.options.keys.twilioAccountSid}/Messages.json`,
      slice,
    );
  };
}

function instantOf(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw invalid(20001, `Invalid date: ${text}`);
  return at;
}

function messageObject({ options }: SandboxContext, message: SmsRecord): object {
  const account = options.keys.twilioAccountSid;
  const uri = `/2010-04-01/Accounts/${account}/Messages/${message.sid}`;
  const isService = message.from.startsWith('MG');
  return {
    account_sid: account,
    api_version: '2010-04-01',
    body: message.body,
    date_created: new Date(message.createdAt).toUTCString().replace('GMT', '+0000'),
    date_sent:
      message.sentAt === null ? null : new Date(message.sentAt).toUTCString().replace('GMT', '+0000'),
    date_updated: new Date(message.updatedAt).toUTCString().replace('GMT', '+0000'),
    direction: 'outbound-api',
    error_code: message.errorCode,
    error_message: message.errorCode === null ? null : 'Unreachable destination handset',
    from: isService ? null : message.from,
    messaging_service_sid: isService ? message.from : null,
    num_media: '0',
    num_segments: String(segmentsOf(message.body)),
    price: null,
    price_unit: 'USD',
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: message.to,
    uri: `${uri}.json`,
  };
}

/** Moves messages on whose next step is due, and tells their status callbacks. */
export function progressMessages({ state, clock, webhooks, options }: SandboxContext): void {
  const now = clock.nowMs();
  for (const message of state.sms.list()) {
    const [step, ...next] = message.next;
    if (!step || step.at > now) continue;
    const moved: SmsRecord = {
      ...message,
      status: step.status,
      errorCode: step.errorCode,
      updatedAt: now,
      sentAt: message.sentAt ?? now,
      next,
    };
    state.sms.put(message.sid, moved);
    sendCallback(webhooks, {
      url: message.statusCallback,
      kind: `message-${step.status}`,
      about: message.sid,
      parameters: {
        AccountSid: options.keys.twilioAccountSid,
        ApiVersion: '2010-04-01',
        From: message.from,
        MessageSid: message.sid,
        MessageStatus: step.status,
        SmsSid: message.sid,
        SmsStatus: step.status,
        To: message.to,
        ...(step.errorCode !== null && { ErrorCode: String(step.errorCode) }),
      },
    });
  }
}
