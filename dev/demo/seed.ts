import { hashPassword } from 'better-auth/crypto';
import type { Kysely } from 'kysely';
import { createDatabase } from '#db/client.ts';
import type { Database } from '#db/schema.ts';
import { type DemoLawyer, type DemoPrice } from './lawyer.ts';
import { lawyersAbroad } from './lawyers-abroad.ts';
import { lawyersInTheEmirates } from './lawyers-emirates.ts';
import { DEMO_PASSWORD, demoPeople } from './people.ts';

type Db = Kysely<Database>;

export const demoLawyers: readonly DemoLawyer[] = [...lawyersInTheEmirates, ...lawyersAbroad];

/** Puts the demo people and lawyers into an empty database, all of them or none. */
export async function seedDemo(adminUrl: string): Promise<void> {
  const db = createDatabase(adminUrl, { maxConnections: 1, applicationName: 'majlis-demo' });
  try {
    const password = await hashPassword(DEMO_PASSWORD);
    await db.transaction().execute(async (tx) => {
      for (const person of demoPeople) await addUser(tx, person, password);
      for (const lawyer of demoLawyers) await addLawyer(tx, lawyer, password);
    });
  } finally {
    await db.destroy();
  }
}

interface UserRow {
  email: string;
  name: string;
  role: 'client' | 'lawyer' | 'operator';
  locale: 'en' | 'ar';
  timezone: string;
  phone?: string;
}

async function addUser(db: Db, user: UserRow, password: string): Promise<string> {
  const { id } = await db
    .insertInto('appUser')
    .values({ ...user, emailVerified: true })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('credential')
    .values({ userId: id, accountId: id, providerId: 'credential', password })
    .execute();
  return id;
}

async function addLawyer(db: Db, lawyer: DemoLawyer, password: string): Promise<void> {
  const { email, name, timezone, phone } = lawyer;
  const userId = await addUser(
    db,
    { email, name: name.en, role: 'lawyer', locale: 'en', timezone, phone },
    password,
  );
  const { id: lawyerId } = await db
    .insertInto('lawyer')
    .values({ userId, ...profileOf(lawyer), status: 'listed', listedAt: new Date() })
    .returning('id')
    .executeTakeFirstOrThrow();
  await addHours(db, lawyerId, lawyer);
  for (const consultationType of ['video', 'in_person'] as const) {
    const price = lawyer.prices[consultationType];
    if (price)
      await db
        .insertInto('price')
        .values({ lawyerId, consultationType, ...feeOf(price) })
        .execute();
    const questions = lawyer.questions?.[consultationType];
    if (questions) {
      const row = { lawyerId, consultationType, questions: JSON.stringify(questions) };
      await db.insertInto('questionnaire').values(row).execute();
    }
  }
}

function profileOf({ name, headline, bio, office, mapUrl, policy, ...lawyer }: DemoLawyer) {
  return {
    nameEn: name.en,
    nameAr: name.ar,
    headlineEn: headline.en,
    headlineAr: headline.ar,
    bioEn: bio.en,
    bioAr: bio.ar,
    officeAddressEn: office.en,
    officeAddressAr: office.ar,
    officeMapUrl: mapUrl,
    cancellationPolicy: policy,
    licenceNumber: lawyer.licenceNumber,
    city: lawyer.city,
    specialties: lawyer.specialties,
    languages: lawyer.languages,
  };
}

async function addHours(db: Db, lawyerId: string, lawyer: DemoLawyer): Promise<void> {
  await db
    .insertInto('availability')
    .values({
      lawyerId,
      timezone: lawyer.timezone,
      bufferMinutes: lawyer.bufferMinutes ?? 15,
      stepMinutes: lawyer.stepMinutes ?? 30,
      minNoticeMinutes: lawyer.minNoticeMinutes ?? 120,
      maxAdvanceDays: lawyer.maxAdvanceDays ?? 60,
      reminderMinutes: lawyer.reminderMinutes ?? [1440, 60],
      instantBooking: true,
    })
    .execute();
  const windows = lawyer.hours.flatMap(({ days, from, to }) =>
    days.map((dayOfWeek) => ({ lawyerId, dayOfWeek, startMinute: minuteOf(from), endMinute: minuteOf(to) })),
  );
  await db.insertInto('availabilityWindow').values(windows).execute();
}

function feeOf(price: DemoPrice) {
  const { durations } = price;
  return 'fixedFeeAed' in price
    ? { durations, fixedFeeMinor: price.fixedFeeAed * 100 }
    : { durations, hourlyRateMinor: price.hourlyRateAed * 100 };
}

/** Minutes after midnight of "09:30"; "24:00" is the end of the day. */
function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
