import { invalid } from './errors.ts';

/** The parameters of one request; Twilio ignores those it does not know. */
export interface TwilioForm {
  text(name: string): string | undefined;
  integer(name: string, within: { min: number; max: number; code: number }): number | undefined;
  flag(name: string): boolean;
}

export function readForm(encoded: string): TwilioForm {
  const values = new URLSearchParams(encoded);
  const text = (name: string): string | undefined => values.get(name) ?? undefined;
  return {
    text,
    integer(name, { min, max, code }) {
      const value = text(name);
      if (value === undefined) return undefined;
      if (/^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max) return Number(value);
      throw invalid(code, `${name} is out of range: it must be between ${min} and ${max}`);
    },
    flag: (name) => text(name)?.toLowerCase() === 'true',
  };
}

export function isHttpUrl(value: string): boolean {
  const protocol = URL.parse(value)?.protocol;
  return protocol === 'http:' || protocol === 'https:';
}
