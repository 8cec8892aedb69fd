import { randomInt, randomUUID } from 'node:crypto';
import type { Insertable, Kysely } from 'kysely';
import { hours } from '#domain/instant.ts';
import type { Database } from '#db/schema.ts';
import type { ConsultationInput } from '#workflows/contract.ts';

/** A Tuesday morning in Dubai, with all of what the sample lawyers offer still ahead. */
export const sampleNow = Date.parse('2026-12-01T06:00:00Z');

export async function createSampleClient(
  db: Kysely<Database>,
  fields: Partial<Insertable<Database['appUser']>> = {},
): Promise<string> {
  const user = { name: 'Test Client', email: `${randomUUID()}@example.test`, emailVerified: true, ...fields };
  const { id } = await db.insertInto('appUser').values(user).returning('id').executeTakeFirstOrThrow();
  return id;
}

interface SampleLawyer {
  lawyer?: Partial<Insertable<Database['lawyer']>>;
  availability?: Partial<Insertable<Database['availability']>>;
  price?: Partial<Insertable<Database['price']>>;
}

/** Listed, open around the clock, slots every half hour with a buffer of 15 minutes, 500 dirhams for a video hour. */
export async function createSampleLawyer(
  db: Kysely<Database>,
  { lawyer = {}, availability = {}, price = {} }: SampleLawyer = {},
): Promise<{ lawyerId: string; userId: string }> {
  const userId = await createSampleClient(db, { role: 'lawyer' });
  const row = {
    userId,
    nameEn: 'Test Lawyer',
    nameAr: 'محام',
    licenceNumber: 'L-1',
    status: 'listed' as const,
    listedAt: new Date(sampleNow),
    ...lawyer,
  };
  const { id } = await db.insertInto('lawyer').values(row).returning('id').executeTakeFirstOrThrow();
  await db
    .insertInto('availability')
    .values({ lawyerId: id, ...availability })
    .execute();
  const windows = [0, 1, 2, 3, 4, 5, 6].map((dayOfWeek) => ({
    lawyerId: id,
    dayOfWeek,
    startMinute: 0,
    endMinute: 1440,
  }));
  await db.insertInto('availabilityWindow').values(windows).execute();
  await db
    .insertInto('price')
    .values({
      lawyerId: id,
      consultationType: 'video',
      hourlyRateMinor: 50_000,
      durations: [30, 60],
      ...price,
    })
    .execute();
  return { lawyerId: id, userId };
}

/** What a workflow would pass to hold an hour in a day from `sampleNow`. */
export function sampleBooking(
  parties: { clientId: string; lawyerId: string },
  fields: Partial<ConsultationInput & { now: number }> = {},
): ConsultationInput & { now: number } {
  return {
    consultationId: randomUUID(),
    consultationNumber: sampleNumber(),
    receivedAt: sampleNow,
    now: sampleNow,
    by: { kind: 'client', id: parties.clientId },
    consultationType: 'video',
    startAt: sampleNow + hours(24),
    durationMinutes: 60,
    clientTimezone: 'Europe/London',
    holdMinutes: 15,
    platformFeeBps: 1000,
    vatBps: 500,
    ...parties,
    ...fields,
  };
}

function sampleNumber(): string {
  const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  return `MJ-${Array.from({ length: 10 }, () => digits[randomInt(32)]).join('')}`;
}
