/** Where a number without a country belongs: most clients are in the Emirates. */
const HOME_PREFIX = '+971';

/**
 * The number as the api takes it (E.164), from what people write: `050 123 4567`, `00971 50 123 4567`,
 * `+44 20 7946 0958`. `undefined` when nothing was written; what cannot be a number comes back as it was, for the
 * check to refuse.
 */
export function e164(written: string): string | undefined {
  const digits = westernDigits(written).replaceAll(/[\s()./-]/g, '');
  if (digits === '') return undefined;
  if (digits.startsWith('+')) return digits;
  if (digits.startsWith('00')) return `+${digits.slice(2)}`;
  if (digits.startsWith('0')) return HOME_PREFIX + digits.slice(1);
  return digits;
}

/** Whether nothing, or something that can be a phone number, was written. */
export function isPhone(written: string): boolean {
  const number = e164(written);
  return number === undefined || /^\+[1-9][0-9]{6,14}$/.test(number);
}

/** An Arabic keyboard writes ٠ to ٩. */
function westernDigits(text: string): string {
  return text.replaceAll(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x06_60));
}
