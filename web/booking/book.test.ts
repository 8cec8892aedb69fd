import { describe, expect, it } from 'vitest';
import { ApiProblem } from '#web/requests/problem.ts';
import { book } from './book.ts';
import type { Desk } from './book.ts';
import { memoryStorage } from './memory-storage.ts';
import type { BookingBody } from './request-body.ts';

type Reply = ApiProblem | { status: 'payment_pending' | 'expired' };

const body: BookingBody = {
  lawyerId: 'lawyer',
  consultationType: 'video',
  scheduledAt: '2026-11-26T10:00:00+04:00',
  durationMinutes: 60,
  clientTimezone: 'Asia/Dubai',
};
const held = { status: 'payment_pending' } as const;

/** A desk that gives these replies in turn and remembers under which key each was asked for. */
function deskWith(...replies: Reply[]) {
  const keys: string[] = [];
  let made = 0;
  const desk: Desk = {
    storage: memoryStorage(),
    newKey: () => `key-${(made += 1)}`,
    send: async (_body, key) => {
      keys.push(key);
      const reply = replies[keys.length - 1] ?? held;
      if (reply instanceof ApiProblem) throw reply;
      return {
        ...reply,
        id: 'consultation',
        consultationNumber: 'MJ-0123456789',
        scheduledAt: body.scheduledAt,
        basePrice: 0,
        platformFee: 0,
        vat: 0,
        totalPrice: 0,
        currency: 'AED',
        paymentUrl: null,
        holdExpiresAt: '',
        emailVerification: 'done',
      };
    },
  };
  const press = (sent = body) => book(sent, desk).catch((error: unknown) => error);
  return { keys, press };
}

describe('the key of an attempt to book', () => {
  it('stays for the same content, so that a lost answer costs nothing', async () => {
    const { keys, press } = deskWith(
      new ApiProblem('network', 0),
      new ApiProblem('temporarily_unavailable', 503),
    );
    for (let times = 0; times < 3; times += 1) await press();
    expect(keys).toEqual(['key-1', 'key-1', 'key-1']);
  });

  it('stays when the booking is pressed again after it succeeded', async () => {
    const { keys, press } = deskWith(held, held);
    await press();
    await press();
    expect(keys).toEqual(['key-1', 'key-1']);
  });

  it('is new after a refusal', async () => {
    const { keys, press } = deskWith(new ApiProblem('slot_taken', 409));
    expect(await press()).toMatchObject({ code: 'slot_taken' });
    await press();
    expect(keys).toEqual(['key-1', 'key-2']);
  });

  it('is new for another content', async () => {
    const { keys, press } = deskWith(new ApiProblem('network', 0));
    await press();
    await press({ ...body, scheduledAt: '2026-11-26T11:00:00+04:00' });
    expect(keys).toEqual(['key-1', 'key-2']);
  });

  it('is new when the consultation of the old one is over', async () => {
    const { keys, press } = deskWith({ status: 'expired' }, held);
    expect(await press()).toMatchObject({ status: 'payment_pending' });
    expect(keys).toEqual(['key-1', 'key-2']);
  });
});
