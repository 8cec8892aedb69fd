import { createHmac, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { sessionCookieName } from '#api/accounts/session-cookie.ts';
import type { Database } from '#db/schema.ts';
import { hours } from '#domain/instant.ts';
import { createSampleLawyer } from '#test/setup/sample-rows.ts';

/** Who books, signed in, one for each booking: the limits count per client. */
export async function createBookers(
  db: Kysely<Database>,
  count: number,
  site: { publicUrl: string; authSecret: string },
): Promise<string[]> {
  const people = Array.from({ length: count }, (_, index) => ({
    name: `Booker ${index}`,
    email: `${randomBytes(8).toString('hex')}@example.test`,
    emailVerified: true,
  }));
  const users = await db.insertInto('appUser').values(people).returning('id').execute();
  const sessions = users.map(({ id }) => ({
    userId: id,
    token: randomBytes(24).toString('base64url'),
    expiresAt: new Date(Date.now() + hours(2)),
  }));
  await db.insertInto('session').values(sessions).execute();
  return sessions.map(({ token }) => {
    const signature = createHmac('sha256', site.authSecret).update(token).digest('base64');
    return `${sessionCookieName(site.publicUrl)}=${encodeURIComponent(`${token}.${signature}`)}`;
  });
}

/** A time of a lawyer that nobody else in this run wants. */
export interface FreeTime {
  lawyerId: string;
  startAt: number;
}

const perLawyer = 100;

/** As many times as wanted, over as many lawyers as it takes, each open around the clock. */
export async function createFreeTimes(db: Kysely<Database>, count: number): Promise<FreeTime[]> {
  const times: FreeTime[] = [];
  const firstAt = Math.ceil(Date.now() / hours(24)) * hours(24) + hours(48);
  while (times.length < count) {
    const { lawyerId } = await createSampleLawyer(db, {
      availability: { bufferMinutes: 0, stepMinutes: 60 },
    });
    for (let n = 0; n < perLawyer && times.length < count; n += 1) {
      times.push({ lawyerId, startAt: firstAt + n * hours(1) });
    }
  }
  return times;
}
