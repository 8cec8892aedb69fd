import T, { type Static } from 'typebox';
import { Parse } from 'typebox/value';

const Messages = T.Object({
  data: T.Array(
    T.Object({
      id: T.String(),
      channel: T.String(),
      to: T.String(),
      subject: T.Optional(T.String()),
      text: T.String(),
      at: T.String(),
    }),
  ),
});

export type SentMessage = Static<typeof Messages>['data'][number];

/** The parts of the outside world that only a sandbox can play: a card, a phone, a browser in a room. */
export interface SandboxControl {
  pay(paymentUrl: string): Promise<void>;
  messagesTo(address: string): Promise<SentMessage[]>;
  join(room: string, identity: string): Promise<void>;
}

export function sandboxControl(url: string, token: string): SandboxControl {
  async function call(path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${url}/_sandbox${path}`, {
      headers: { 'x-sandbox-token': token, 'content-type': 'application/json' },
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    });
    if (!response.ok)
      throw new Error(`the sandbox answers ${response.status} to ${path}: ${await response.text()}`);
    return response.json();
  }

  return {
    async pay(paymentUrl) {
      const sessionId = /cs_[A-Za-z0-9_]+/.exec(paymentUrl)?.[0];
      if (!sessionId) throw new Error(`${paymentUrl} names no Checkout Session`);
      await call(`/checkout/${sessionId}/pay`, { card: '4242424242424242' });
    },
    messagesTo: async (address) =>
      Parse(Messages, await call(`/messages?to=${encodeURIComponent(address)}`)).data,
    async join(room, identity) {
      await call(`/rooms/${encodeURIComponent(room)}/join`, { identity });
    },
  };
}
