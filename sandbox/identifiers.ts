import { randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Letters and digits as Stripe's and SendGrid's ids have them. */
export function randomText(length: number): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');
}

/** A Twilio sid: two letters and 32 hexadecimal digits. */
export function randomSid(prefix: string): string {
  return prefix + randomBytes(16).toString('hex');
}
