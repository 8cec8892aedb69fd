import { randomUUID } from 'node:crypto';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { wallNow } from '#sandbox/calendars/announcements.ts';
import { isProductUrl } from '#sandbox/calendars/product-url.ts';
import type { Subscription } from '#sandbox/calendars/records.ts';
import { instantWithOffset } from '#sandbox/calendars/zones.ts';
import type { SandboxContext } from '#sandbox/context.ts';
import { GraphRefusal } from './errors.ts';
import { type GraphCall, type GraphOperation, readCalendars } from './operation.ts';

const lifeMaxMinutes = 10_080;
const handshakeMaxMs = 10_000;
const path = '/subscriptions/:subscriptionId';

const wanted = Type.Object({
  changeType: Type.String({ pattern: '^(created|updated|deleted)(,(created|updated|deleted))*$' }),
  notificationUrl: Type.String({ maxLength: 2048 }),
  resource: Type.String({ pattern: '^/?me/(calendar/)?events/?$' }),
  expirationDateTime: Type.String(),
  clientState: Type.Optional(Type.String({ maxLength: 128 })),
});
const renewal = Type.Object({ expirationDateTime: Type.String() });

/** Change notifications about events, once their receiver has answered a handshake. */
export function subscriptionOperations(context: SandboxContext): GraphOperation[] {
  return [
    {
      name: 'subscriptions.create',
      method: 'POST',
      path: '/subscriptions',
      scopes: readCalendars,
      successStatus: 201,
      run: (call) => subscribe(context, call),
    },
    {
      name: 'subscriptions.get',
      method: 'GET',
      path,
      scopes: readCalendars,
      run: (call) => shown(found(context, call), call),
    },
    {
      name: 'subscriptions.update',
      method: 'PATCH',
      path,
      scopes: readCalendars,
      run(call) {
        const subscription = found(context, call);
        if (!Value.Check(renewal, call.body)) throw invalidRequest('expirationDateTime is required.');
        const renewed = { ...subscription, expiresAt: endOf(call.body.expirationDateTime, wallNow(context)) };
        context.state.subscriptions.put(renewed.id, renewed);
        return shown(renewed, call);
      },
    },
    {
      name: 'subscriptions.delete',
      method: 'DELETE',
      path,
      scopes: readCalendars,
      successStatus: 204,
      run(call) {
        context.state.subscriptions.remove(found(context, call).id);
        return null;
      },
    },
  ];
}

async function subscribe(context: SandboxContext, call: GraphCall): Promise<object> {
  const { account, clientId, body } = call;
  if (!Value.Check(wanted, body))
    throw invalidRequest(
      'changeType, notificationUrl, resource (me/events) and expirationDateTime are required.',
    );
  const expiresAt = endOf(body.expirationDateTime, wallNow(context));
  if (!isProductUrl(body.notificationUrl, context.options.publicUrl))
    throw invalidRequest("The 'notificationUrl' must be an HTTPS address, or one on this machine.");
  await shakeHands(body.notificationUrl);
  const changes = (['created', 'updated', 'deleted'] as const).filter((change) =>
    body.changeType.split(',').includes(change),
  );
  const subscription: Subscription = {
    id: randomUUID(),
    accountId: account.id,
    clientId,
    resource: body.resource,
    changes,
    notificationUrl: body.notificationUrl,
    clientState: body.clientState ?? null,
    expiresAt,
  };
  context.state.subscriptions.put(subscription.id, subscription);
  return shown(subscription, call);
}

/** The receiver repeats a text, so that nobody is told anything who did not ask for it. */
async function shakeHands(notificationUrl: string): Promise<void> {
  const token = `Validation: Testing client application reachability for subscription Request-Id: ${randomUUID()}`;
  const url = new URL(notificationUrl);
  url.searchParams.set('validationToken', token);
  const failure = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: '',
    redirect: 'manual',
    signal: AbortSignal.timeout(handshakeMaxMs),
  }).then(
    async (answer) => {
      if (answer.status !== 200) return `it answered ${answer.status}`;
      if (!answer.headers.get('content-type')?.startsWith('text/plain'))
        return 'its answer is not text/plain';
      return (await answer.text()) === token ? undefined : 'it did not repeat the token';
    },
    () => 'nobody answered',
  );
  if (failure === undefined) return;
  throw new GraphRefusal(
    400,
    'ValidationError',
    `Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request: ${failure}.`,
  );
}

function endOf(text: string, now: number): number {
  const at = instantWithOffset(text);
  if (at === undefined || at <= now)
    throw invalidRequest('The expirationDateTime must be a time in the future.');
  if (at > now + lifeMaxMinutes * 60_000)
    throw invalidRequest(`Subscription expiration can only be ${lifeMaxMinutes} minutes in the future.`);
  return at;
}

function found({ state }: SandboxContext, { account, ids }: GraphCall): Subscription {
  const subscription = state.subscriptions.find(ids['subscriptionId'] ?? '');
  if (subscription?.accountId !== account.id)
    throw new GraphRefusal(404, 'ResourceNotFound', 'The object was not found.');
  return subscription;
}

function shown(subscription: Subscription, { base }: GraphCall): object {
  return {
    '@odata.context': `${base}/$metadata#subscriptions/$entity`,
    id: subscription.id,
    resource: subscription.resource,
    applicationId: subscription.clientId,
    changeType: subscription.changes.join(','),
    clientState: subscription.clientState,
    notificationUrl: subscription.notificationUrl,
    expirationDateTime: new Date(subscription.expiresAt).toISOString(),
  };
}

function invalidRequest(message: string): GraphRefusal {
  return new GraphRefusal(400, 'InvalidRequest', message);
}
