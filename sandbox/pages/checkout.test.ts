import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Rig, startRig } from '#sandbox/rig.ts';
import { bookingSession } from '#sandbox/stripe/booking-session.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

/** Sends a form as a browser does from the sandbox's own page; answers where it leads. */
async function submit(path: string, fields: Record<string, string>): Promise<string | null> {
  const response = await fetch(`${rig.url}${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: rig.url },
    redirect: 'manual',
  });
  expect(response.status).toBe(303);
  return response.headers.get('location');
}

async function textAt(path: string): Promise<string> {
  const response = await fetch(`${rig.url}${path}`);
  return (await response.text()).replaceAll(/\s+/g, ' ');
}

describe('the hosted payment page', () => {
  it('shows what is paid and leads back to the success page', async () => {
    const session = await rig.stripe.checkout.sessions.create(bookingSession());
    const page = await textAt(`/c/pay/${session.id}`);
    for (const part of [
      'SANDBOX',
      'Consultation MJ-ABCDE23456',
      'AED 577.50',
      'client@majlis.test',
      'Cancel and return',
    ])
      expect(page).toContain(part);
    const next = await submit(`/c/pay/${session.id}`, {
      card: '4242 4242 4242 4242',
      email: 'payer@majlis.test',
      name: 'Amal',
    });
    expect(next).toBe(`http://localhost:3000/consultations/1?session=${session.id}`);
    expect(await rig.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: 'complete',
      customer_details: { email: 'payer@majlis.test', name: 'Amal' },
    });
    expect(await textAt(`/c/pay/${session.id}`)).toContain('This payment is complete');
  });

  it('tells why a card was declined and takes another one', async () => {
    const { id } = await rig.stripe.checkout.sessions.create(bookingSession());
    expect(await submit(`/c/pay/${id}`, { testCard: '4000000000009995' })).toBe(`/c/pay/${id}`);
    expect(await textAt(`/c/pay/${id}`)).toContain('Your card has insufficient funds.');
    expect(await submit(`/c/pay/${id}`, { card: '' })).toBe(`/c/pay/${id}?card=missing`);
    expect(await submit(`/c/pay/${id}`, { testCard: '4242424242424242' })).toContain(id);
    expect(await rig.stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: 'complete' });
  });

  it.each([
    { answer: 'approve', status: 'complete' },
    { answer: 'fail', status: 'open' },
  ])('asks by 3-D Secure, and is $status after $answer', async ({ answer, status }) => {
    const { id } = await rig.stripe.checkout.sessions.create(bookingSession());
    const challenge = await submit(`/c/pay/${id}`, { testCard: '4000002500003155' });
    expect(challenge).toMatch(/^\/c\/challenge\/pi_/);
    expect(await textAt(challenge ?? '')).toContain('Confirm your payment');
    await submit(challenge ?? '', { answer });
    expect(await rig.stripe.checkout.sessions.retrieve(id)).toMatchObject({ status });
  });

  it('takes nothing once it has expired', async () => {
    const { id } = await rig.stripe.checkout.sessions.create(bookingSession());
    await rig.stripe.checkout.sessions.expire(id);
    expect(await textAt(`/c/pay/${id}`)).toContain('This page has expired');
    expect(await submit(`/c/pay/${id}`, { testCard: '4242424242424242' })).toBe(`/c/pay/${id}`);
    expect(
      (await rig.control('GET', '/ledger')).body.sessions.find(
        (session: { id: string }) => session.id === id,
      ),
    ).toMatchObject({ status: 'expired', paymentId: null });
  });

  it('does not lead back when somebody closes the tab', async () => {
    const { id } = await rig.stripe.checkout.sessions.create(bookingSession());
    expect(await submit(`/c/pay/${id}`, { testCard: '4242424242424242', stay: 'yes' })).toBe(`/c/pay/${id}`);
  });

  it('escapes what the product puts on it', async () => {
    const price = {
      currency: 'aed',
      unit_amount: 57_750,
      product_data: { name: '<script>alert(1)</script>' },
    };
    const { id } = await rig.stripe.checkout.sessions.create(
      bookingSession({ line_items: [{ quantity: 1, price_data: price }] }),
    );
    expect(await textAt(`/c/pay/${id}`)).not.toContain('<script>alert');
  });
});
