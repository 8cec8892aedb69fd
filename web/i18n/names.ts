import { commonWords, wordFor } from './common.ts';
import { intlLocale, locale } from './locale.ts';

/** `Arabic` for `ar`, in the language of the page. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames([intlLocale.value], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

export function languageNames(codes: readonly string[]): string {
  return new Intl.ListFormat(intlLocale.value, { type: 'unit', style: 'short' }).format(
    codes.map(languageName),
  );
}

export function specialtyName(code: string): string {
  return wordFor(commonWords().specialties, code);
}

export function typeName(type: string): string {
  return wordFor(commonWords().types, type);
}

/** `Video call, 30 minutes`. */
export function offerName(type: string, durationMinutes: number): string {
  const { offer, minutes } = commonWords();
  return offer(typeName(type), minutes(durationMinutes));
}

export function statusName(status: string): string {
  return wordFor(commonWords().statuses, status);
}

/** Of a text that exists in both languages, the page's; the other where that one is empty. */
export function inLanguage(text: { en: string; ar: string }): string {
  return locale.value === 'ar' ? text.ar || text.en : text.en || text.ar;
}

/** A city of the data or of a time zone, in the language of the page where it has a name there. */
export function cityName(city: string): string {
  const known: Readonly<Record<string, string>> = commonWords().cities;
  return known[city] ?? city;
}
