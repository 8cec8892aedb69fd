import type { APIRequestContext, APIResponse } from 'playwright-core';

export const demoPassword = 'majlis-demo-2026';

export interface RunningSystem {
  publicUrl: string;
  sandboxUrl: string;
  sandboxToken: string;
}

export interface FreeTime {
  lawyerId: string;
  consultationType: 'video';
  durationMinutes: number;
  scheduledAt: string;
}

export interface Booked {
  id: string;
  paymentUrl: string | null;
}

/** A person at a browser, by the same HTTP that the pages use: for what a test or a picture needs beforehand. */
export function createVisitor(request: APIRequestContext, system: RunningSystem) {
  const headers = { origin: system.publicUrl };
  const post = async (path: string, data: object, more: Record<string, string> = {}) =>
    answerOf(await request.post(system.publicUrl + path, { data, headers: { ...headers, ...more } }));
  const get = async (path: string) => answerOf(await request.get(system.publicUrl + path));
  const sandbox = { 'x-sandbox-token': system.sandboxToken };

  /** The code that was mailed to the address last, from the sandbox's inbox. */
  const codeFor = async (email: string): Promise<string> => {
    const url = `${system.sandboxUrl}/_sandbox/messages?channel=email&to=${encodeURIComponent(email)}`;
    let code: string | undefined;
    await until(async () => {
      const { data } = await answerOf(await request.get(url, { headers: sandbox }));
      const codes = data.map(({ text = '' }: { text?: string }) => /\b\d{6}\b/.exec(text)?.[0]);
      code = codes.find((found: string | undefined) => found !== undefined);
      return code !== undefined;
    });
    return code ?? '';
  };

  /** Pays at the sandbox, and comes back as from there. */
  const payAtCheckout = async ({ id, paymentUrl }: Booked): Promise<void> => {
    const url = `${system.sandboxUrl}/_sandbox/checkout/${paymentUrl?.split('/').at(-1)}/pay`;
    await answerOf(await request.post(url, { data: { card: '4242424242424242' }, headers: sandbox }));
    await post(`/api/consultations/${id}/payment/check`, {});
  };

  return {
    get,
    post,
    codeFor,
    async signIn(email: string): Promise<void> {
      await post('/api/auth/sign-in/email', { email, password: demoPassword });
    },

    /** Somebody new, with a proven address: limits count for each client, and this one has used up none. */
    async becomeClient(name = 'Sara Haddad'): Promise<string> {
      const email = `visitor-${crypto.randomUUID()}@majlis.test`;
      await post('/api/auth/sign-up/email', { name, email, password: demoPassword });
      await post('/api/auth/email-otp/send-verification-otp', {});
      await post('/api/auth/email-otp/verify-email', { code: await codeFor(email) });
      return email;
    },

    /** The first time of a lawyer's shortest video consultation that is free so long from now. */
    async freeTime(lawyerId: string, fromHours: number): Promise<FreeTime> {
      const from = Date.now() + fromHours * 3_600_000;
      const query = new URLSearchParams({ startDate: dateOf(from), endDate: dateOf(from + 30 * 86_400_000) });
      const { slots, durationMinutes } = await get(
        `/api/lawyers/${lawyerId}/availability/slots?${query.toString()}`,
      );
      const slot = slots.find(({ startTime }: { startTime: string }) => Date.parse(startTime) >= from);
      if (!slot) throw new Error(`lawyer ${lawyerId} has no free time ${fromHours} hours from now`);
      return { lawyerId, consultationType: 'video', durationMinutes, scheduledAt: slot.startTime };
    },

    async book(time: FreeTime, clientNotes = 'My landlord ended the lease early.'): Promise<Booked> {
      const body = { ...time, clientTimezone: 'Asia/Dubai', clientNotes };
      const key = { 'idempotency-key': crypto.randomUUID() };
      return (await post('/api/consultations', body, key)).consultation;
    },

    payAtCheckout,

    /** Pays at the sandbox, and waits until the consultation says so. */
    async pay(booked: Booked): Promise<void> {
      await payAtCheckout(booked);
      const read = () => get(`/api/consultations/${booked.id}`);
      await until(async () => (await read()).consultation.status === 'confirmed');
    },
  };
}

/** More than a step needs whose first attempt went to a worker that has just died: it is tried again after 30 s. */
const patienceMs = 75_000;

/** Looks again until it is so; gives up when patience ends. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited ${patienceMs / 1000} s in vain`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function answerOf(response: APIResponse) {
  if (!response.ok()) throw new Error(`${response.status()} ${response.url()}: ${await response.text()}`);
  return response.json();
}

function dateOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
