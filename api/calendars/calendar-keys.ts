import { createHash, randomBytes } from 'node:crypto';
import { createSealer } from '#db/sealed.ts';
import type { RotatingSealer } from '#db/sealed.ts';
import { Problem } from '#domain/problem.ts';
import type { ApiConfig } from '#api/config.ts';

/** Seals and opens what calendars need; throws `temporarily_unavailable` on a system that was set up without keys. */
export function createCalendarSealer({
  CALENDAR_KEYS: keys,
}: Pick<ApiConfig, 'CALENDAR_KEYS'>): RotatingSealer {
  if (keys !== undefined) return createSealer(keys);
  const refuse = () => {
    throw new Problem('temporarily_unavailable', 'Calendars are not set up here: CALENDAR_KEYS is missing.');
  };
  return { seal: refuse, open: refuse, isOutdated: () => false };
}

/** 256 random bits that fit into an address. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret that comes back to us, and what it is looked up by. */
export function hashOfSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
