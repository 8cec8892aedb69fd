import { workflowIdOf } from '#domain/consultation.ts';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { askToBook, book, bookedIn, detailFor, sessionOf, startIn, untilStatus, wishOf } from './bookings.ts';
import { ask } from './http.ts';
import type { Answer } from './http.ts';
import { createLawyer } from './people.ts';
import type { Person } from './people.ts';
import { breakDown, mend, messagesTo, payAt } from './sandbox.ts';
import { openScene } from './scene.ts';
import type { Scene } from './scene.ts';

const password = 'a long enough password';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterEach(() => mend());
afterAll(() => scene.close());

function cookieIn({ headers }: Answer): string {
  const [cookie = ''] = (headers.get('set-cookie') ?? '').split(';', 1);
  return cookie;
}

/** Somebody new, as the page signs them up. */
async function signUp(locale: 'en' | 'ar' = 'en'): Promise<Person> {
  const [name, email] = ['Salma Nasser', `${randomUUID()}@example.test`];
  const answer = await ask('POST', '/api/auth/sign-up/email', { body: { name, email, password, locale } });
  expect(answer.status).toBe(200);
  const { user } = answer.body as { user: { id: string } };
  return { userId: user.id, name, email, phone: '', cookie: cookieIn(answer) };
}

/** The code in the newest mail, when so many have come. */
function codeFor({ email }: Person, count = 1): Promise<string> {
  return vi.waitFor(
    async () => {
      const texts = (await messagesTo(email)).map(({ text }) => text);
      const codes = texts.flatMap((text) => /^\d{6}$/m.exec(text) ?? []);
      expect(codes).toHaveLength(count);
      return codes.at(-1) ?? '';
    },
    { timeout: 20_000, interval: 100 },
  );
}

function prove(person: Person, code: string): Promise<Answer> {
  return ask('POST', '/api/auth/email-otp/verify-email', { by: person, body: { code } });
}

describe('a new client', () => {
  it('holds a slot, proves the address with the code from the mail, pays, and is confirmed', async () => {
    const [client, lawyer] = [await signUp(), await createLawyer(scene.db)];
    expect(await messagesTo(client.email)).toEqual([]);
    const key = randomUUID();
    const wish = wishOf(lawyer, startIn(72));
    const booked = bookedIn(await askToBook(client, wish, { key }));
    expect(booked).toMatchObject({
      status: 'payment_pending',
      emailVerification: 'required',
      paymentUrl: null,
    });
    const session = await sessionOf(booked.id);
    expect(await detailFor(client, booked.id)).toMatchObject({
      emailVerification: 'required',
      paymentUrl: null,
      holdExpiresAt: booked.holdExpiresAt,
    });

    const code = await codeFor(client);
    expect((await prove(client, code === '000000' ? '000001' : '000000')).status).toBe(400);
    expect((await prove(client, code)).status).toBe(200);
    const again = bookedIn(await askToBook(client, wish, { key }));
    expect(again).toMatchObject({
      id: booked.id,
      emailVerification: 'done',
      holdExpiresAt: booked.holdExpiresAt,
    });
    expect(again.paymentUrl).toContain(session);

    expect(await payAt(session)).toBe(200);
    const confirmed = await untilStatus(client, booked.id, 'confirmed');
    expect(confirmed.emailVerification).toBe('done');
    // From now on nobody asks again.
    expect(await book(client, lawyer, startIn(96))).toMatchObject({ emailVerification: 'done' });
  });

  it('gets the code although SendGrid was away, and in the language of the page', async () => {
    const [client, lawyer] = [await signUp('ar'), await createLawyer(scene.db)];
    await breakDown({ provider: 'sendgrid', operation: 'mail.send', kind: 'error', status: 503, times: 2 });
    await book(client, lawyer, startIn(72));
    expect((await prove(client, await codeFor(client))).status).toBe(200);
    const [mail] = await messagesTo(client.email);
    expect(mail?.html).toContain('dir="rtl"');
  });

  it('leaves neither address nor code in Temporal', async () => {
    const [client, lawyer] = [await signUp(), await createLawyer(scene.db)];
    const { id } = await book(client, lawyer, startIn(72));
    const code = await codeFor(client);
    const query = `WorkflowType = 'accountMail'`;
    const kept: string[] = [];
    await vi.waitFor(
      async () => {
        kept.length = 0;
        for await (const { workflowId } of scene.temporal.workflow.list({ query })) {
          const history = await scene.temporal.workflow.getHandle(workflowId).fetchHistory();
          kept.push(textOf(history));
        }
        expect(kept.filter((text) => text.includes(client.userId))).toHaveLength(1);
      },
      { timeout: 20_000, interval: 500 },
    );
    kept.push(textOf(await scene.temporal.workflow.getHandle(workflowIdOf(id)).fetchHistory()));
    for (const text of kept) {
      expect(text).not.toContain(client.email);
      expect(text).not.toContain(`"${code}"`);
    }
  });
});

/** A history with its payloads as text. */
function textOf(history: object): string {
  return JSON.stringify(history).replaceAll(/"data":"([^"]*)"/g, (_, data: string) =>
    Buffer.from(data, 'base64').toString(),
  );
}

describe('a forgotten password', () => {
  it('is replaced with the code from the mail, and the address counts as proven', async () => {
    const client = await signUp();
    const { email } = client;
    const asked = await ask('POST', '/api/auth/email-otp/request-password-reset', { body: { email } });
    expect(asked.status).toBe(202);
    const code = await codeFor(client);
    const body = { email, code, password: 'another long password' };
    expect((await ask('POST', '/api/auth/email-otp/reset-password', { body })).status).toBe(200);
    expect((await ask('GET', '/api/me', { by: client })).status).toBe(401);

    const old = await ask('POST', '/api/auth/sign-in/email', { body: { email, password } });
    expect(old.status).toBe(401);
    const signedIn = await ask('POST', '/api/auth/sign-in/email', {
      body: { email, password: body.password },
    });
    const lawyer = await createLawyer(scene.db);
    const booked = await book({ ...client, cookie: cookieIn(signedIn) }, lawyer, startIn(72));
    expect(booked.emailVerification).toBe('done');
  });
});
