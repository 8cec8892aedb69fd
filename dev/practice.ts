import type { Browser, Page } from 'playwright-core';
import { createVisitor } from './visitor.ts';
import type { RunningSystem } from './visitor.ts';

/** Monday to Friday from nine to five, without anything else: where each story begins. */
const plainWeek = [1, 2, 3, 4, 5].map((dayOfWeek) => ({ dayOfWeek, startTime: '09:00', endTime: '17:00' }));
const plain = {
  timezone: 'Asia/Dubai',
  bufferMinutes: 0,
  stepMinutes: 60,
  minNoticeHours: 1,
  maxAdvanceDays: 60,
  isActive: true,
  reminderMinutes: [1440],
  limits: {},
  travel: [],
  temporaryHours: [],
  overrides: [],
  schedules: plainWeek,
};

export interface SeenSlot {
  startTime: string;
  lawyerTime: string;
}

/** A lawyer at a browser for a story, and what clients see of that lawyer meanwhile. */
export interface Practice {
  page: Page;
  lawyerId: string;
  open: (path: string) => Promise<void>;
  /** The free times of a date, on the lawyer's clock: `09:00`. */
  timesOn: (date: string, more?: Record<string, string>) => Promise<string[]>;
  seenOn: (date: string, more?: Record<string, string>) => Promise<{ slots: SeenSlot[]; totalPrice: number }>;
  availability: () => Promise<Availability>;
  /** As another browser of the same lawyer would. */
  changeElsewhere: (change: object) => Promise<void>;
  changes: () => Promise<{ kind: string }[]>;
  /** A confirmed consultation of a new client on that date; its number. */
  bookOn: (date: string) => Promise<string>;
  close: () => Promise<void>;
}

type Availability = typeof plain & { overrides: { type: string; name?: string; startDate: string }[] };

/** Signs the lawyer in and sets the hours back to the plain week. */
export async function openPractice(
  browser: Browser,
  system: RunningSystem,
  email: string,
): Promise<Practice> {
  const context = await browser.newContext({
    timezoneId: 'Asia/Dubai',
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  const client = await browser.newContext();
  const lawyer = createVisitor(context.request, system);
  await lawyer.signIn(email);
  const { lawyerId } = await lawyer.get('/api/me');
  const base = `/api/lawyers/${lawyerId}/availability`;

  const changeElsewhere = async (change: object) => {
    const read = await context.request.get(system.publicUrl + base);
    const headers = { origin: system.publicUrl, 'if-match': read.headers()['etag'] ?? '' };
    const answer = await context.request.put(system.publicUrl + base, { data: change, headers });
    if (!answer.ok()) throw new Error(`${answer.status()}: ${await answer.text()}`);
  };
  const seenOn: Practice['seenOn'] = async (date, more = {}) => {
    const query = new URLSearchParams({ startDate: date, endDate: date, ...more });
    return createVisitor(client.request, system).get(`${base}/slots?${query.toString()}`);
  };
  const bookOn = async (date: string) => {
    const visitor = createVisitor(client.request, system);
    await visitor.becomeClient();
    const { slots, durationMinutes } = await visitor.get(`${base}/slots?startDate=${date}&endDate=${date}`);
    const scheduledAt = slots[0].startTime;
    const time = { lawyerId, consultationType: 'video' as const, durationMinutes, scheduledAt };
    const booked = await visitor.book(time);
    await visitor.pay(booked);
    return (await visitor.get(`/api/consultations/${booked.id}`)).consultation.consultationNumber;
  };

  await changeElsewhere(plain);
  const page = await context.newPage();
  return {
    page,
    lawyerId,
    async open(path) {
      await page.goto(system.publicUrl + path);
      await page.locator('main h1').waitFor();
    },
    seenOn,
    timesOn: async (date, more) =>
      (await seenOn(date, more)).slots.map(({ lawyerTime }) => lawyerTime.slice(11, 16)),
    availability: () => lawyer.get(base),
    changeElsewhere,
    changes: async () => (await lawyer.get(`${base}/changes`)).data,
    bookOn,
    async close() {
      await context.close();
      await client.close();
    },
  };
}

/** The Monday of the week after next: far enough for every notice, near enough for every horizon. */
export function comingMonday(now = Date.now()): string {
  const day = 86_400_000;
  const today = Math.floor((now + 4 * 3_600_000) / day);
  // 1970-01-01 was a Thursday; in two rows of seven days the preview still reaches it.
  const monday = today + ((4 - (today % 7) + 7) % 7) + 7;
  return new Date(monday * day).toISOString().slice(0, 10);
}

export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
