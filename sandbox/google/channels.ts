import { createHash } from 'node:crypto';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { tellChannel, wallNow } from '#sandbox/calendars/announcements.ts';
import { isProductUrl } from '#sandbox/calendars/product-url.ts';
import type { GoogleChannel } from '#sandbox/calendars/records.ts';
import type { SandboxContext } from '#sandbox/context.ts';
import { GoogleRefusal, invalid } from './errors.ts';
import type { GoogleCall, GoogleOperation } from './operation.ts';
import { readEvents } from './scopes.ts';

const lifeUsualMs = 7 * 86_400_000;
const lifeMaxMs = 30 * 86_400_000;

const wanted = Type.Object({
  id: Type.String({ pattern: '^[A-Za-z0-9_\\-+/=]{1,64}$' }),
  type: Type.Enum(['web_hook', 'webhook']),
  address: Type.String({ maxLength: 2048 }),
  token: Type.Optional(Type.String({ maxLength: 256 })),
  /** Milliseconds; the SDK sends a text. */
  expiration: Type.Optional(Type.Union([Type.String({ pattern: '^\\d{1,15}$' }), Type.Integer()])),
  params: Type.Optional(Type.Object({ ttl: Type.Optional(Type.String({ pattern: '^\\d{1,9}$' })) })),
});
const stopped = Type.Object({ id: Type.String(), resourceId: Type.String() });

/** Hints that something in a calendar has changed. The real ones go to https alone; here this machine is enough. */
export function channelOperations(context: SandboxContext): GoogleOperation[] {
  return [
    {
      name: 'events.watch',
      method: 'POST',
      path: '/google/calendar/v3/calendars/:calendarId/events/watch',
      scopes: readEvents,
      run: (call) => openChannel(context, call),
    },
    {
      name: 'channels.stop',
      method: 'POST',
      path: '/google/calendar/v3/channels/stop',
      scopes: readEvents,
      run: (call) => stopChannel(context, call),
    },
  ];
}

function openChannel(context: SandboxContext, { account, clientId, body }: GoogleCall): object {
  if (!Value.Check(wanted, body)) throw invalid('Required: id, type web_hook and address', 'required');
  if (!isProductUrl(body.address, context.options.publicUrl))
    throw invalid(`WebHook callback must be HTTPS: ${body.address}`, 'push.webhookUrlNotHttps');
  if (context.state.googleChannels.find(body.id))
    throw invalid(`Channel id ${body.id} not unique`, 'channelIdNotUnique', 'entity.id');
  const resourceUri = `https://www.googleapis.com/calendar/v3/calendars/${account.address}/events?alt=json`;
  const channel: GoogleChannel = {
    id: body.id,
    accountId: account.id,
    clientId,
    resourceId: createHash('sha256').update(resourceUri).digest('base64url').slice(0, 27),
    resourceUri,
    address: body.address,
    token: body.token ?? null,
    expiresAt: endOf(body, wallNow(context)),
    messages: 0,
  };
  tellChannel(context, channel, 'sync');
  return {
    kind: 'api#channel',
    id: channel.id,
    resourceId: channel.resourceId,
    resourceUri,
    ...(channel.token !== null && { token: channel.token }),
    expiration: String(channel.expiresAt),
  };
}

function endOf({ expiration, params }: Static<typeof wanted>, now: number): number {
  const lifeMs = params?.ttl === undefined ? lifeUsualMs : Number(params.ttl) * 1000;
  const asked = expiration === undefined ? now + lifeMs : Number(expiration);
  if (asked <= now) throw invalid('The expiration lies in the past.', 'invalid', 'expiration');
  return Math.min(asked, now + lifeMaxMs);
}

function stopChannel({ state }: SandboxContext, { account, body }: GoogleCall): null {
  const channel = Value.Check(stopped, body) ? state.googleChannels.find(body.id) : undefined;
  const isTheirs = Value.Check(stopped, body) && channel?.resourceId === body.resourceId;
  if (!channel || !isTheirs || channel.accountId !== account.id)
    throw new GoogleRefusal({
      status: 404,
      reason: 'notFound',
      message: 'Channel not found for this project',
    });
  state.googleChannels.remove(channel.id);
  return null;
}
