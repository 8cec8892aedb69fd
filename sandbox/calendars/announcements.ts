import type { SandboxContext } from '#sandbox/context.ts';
import { uuidOf } from './identity-token.ts';
import type { CalendarAccount, CalendarEvent, GoogleChannel, Subscription } from './records.ts';

export type Change = 'created' | 'updated' | 'deleted';

/** Tells everybody who asked to be told that something in this calendar has changed. */
export function announce(
  context: SandboxContext,
  account: CalendarAccount,
  event: CalendarEvent,
  change: Change,
): void {
  const { state } = context;
  const now = wallNow(context);
  for (const channel of state.googleChannels.list())
    if (channel.accountId === account.id && channel.expiresAt > now) tellChannel(context, channel, 'exists');
  for (const subscription of state.subscriptions.list())
    if (
      subscription.accountId === account.id &&
      subscription.expiresAt > now &&
      subscription.changes.includes(change)
    )
      tellSubscriber(context, { subscription, account, event, change });
}

/** The product says until when by its own clock, so what it opened ends by the real one, not by the sandbox's. */
export function wallNow({ options }: SandboxContext): number {
  return (options.wallClock ?? Date.now)();
}

/** A hint without content: only that there is something new. The first one says that the channel is open. */
export function tellChannel(
  { state, webhooks }: SandboxContext,
  channel: GoogleChannel,
  resourceState: 'sync' | 'exists',
): void {
  const messages = channel.messages + 1;
  state.googleChannels.put(channel.id, { ...channel, messages });
  webhooks.send({
    provider: 'google',
    kind: `calendar ${resourceState}`,
    about: channel.id,
    url: channel.address,
    contentType: 'application/json; utf-8',
    body: '',
    headers: {
      'x-goog-channel-id': channel.id,
      ...(channel.token !== null && { 'x-goog-channel-token': channel.token }),
      'x-goog-channel-expiration': new Date(channel.expiresAt).toUTCString(),
      'x-goog-resource-id': channel.resourceId,
      'x-goog-resource-uri': channel.resourceUri,
      'x-goog-resource-state': resourceState,
      'x-goog-message-number': String(messages),
    },
  });
}

function tellSubscriber(
  { webhooks }: SandboxContext,
  {
    subscription,
    account,
    event,
    change,
  }: { subscription: Subscription; account: CalendarAccount; event: CalendarEvent; change: Change },
): void {
  const resource = `Users/${uuidOf(account.id)}/Events/${event.id}`;
  const notification = {
    subscriptionId: subscription.id,
    subscriptionExpirationDateTime: new Date(subscription.expiresAt).toISOString(),
    changeType: change,
    resource,
    resourceData: { '@odata.type': '#Microsoft.Graph.Event', '@odata.id': resource, id: event.id },
    clientState: subscription.clientState,
    tenantId: uuidOf('tenant'),
  };
  webhooks.send({
    provider: 'microsoft',
    kind: `event ${change}`,
    about: subscription.id,
    url: subscription.notificationUrl,
    contentType: 'application/json; charset=utf-8',
    body: JSON.stringify({ value: [notification] }),
  });
}

/** Channels and subscriptions that nobody prolonged are forgotten. */
export function forgetLapsed(context: SandboxContext): void {
  const now = wallNow(context);
  for (const kept of [context.state.googleChannels, context.state.subscriptions])
    for (const { id, expiresAt } of kept.list()) if (expiresAt <= now) kept.remove(id);
}
