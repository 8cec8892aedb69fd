import { computed, signal } from '@preact/signals';
import type { Locale } from '#domain/consultation.ts';
import { remembered, remember } from '#web/state/remembered.ts';

/** The language of the page. Changed by `changeLocale` only, which brings the words first. */
export const locale = signal<Locale>(firstLocale());

export const direction = computed(() => (locale.value === 'ar' ? 'rtl' : 'ltr'));

/** For `Intl`: the Emirates' own forms, with the digits that are usual there. */
export const intlLocale = computed(() => (locale.value === 'ar' ? 'ar-AE-u-nu-latn' : 'en-AE'));

const areas = new Set<() => Promise<void>>();

/**
 * The words of one area of the site. English comes with the page that asks for it; Arabic is fetched when it is needed,
 * so that nobody loads a language that they do not read.
 */
export function words<Words>(english: Words, fetchArabic: () => Promise<Words>): () => Words {
  const arabic = signal<Words | undefined>(undefined);
  areas.add(async () => {
    arabic.value ??= await fetchArabic();
  });
  return () => (locale.value === 'ar' ? (arabic.value ?? english) : english);
}

/** Resolves when every area loaded so far can speak the language. */
export async function wordsReady(language: Locale = locale.value): Promise<void> {
  if (language === 'ar') await Promise.all([...areas].map((fetchArabic) => fetchArabic()));
}

export async function changeLocale(language: Locale): Promise<void> {
  await wordsReady(language);
  remember('locale', language);
  locale.value = language;
}

function firstLocale(): Locale {
  const chosen = remembered('locale') ?? navigator.language.slice(0, 2);
  return chosen === 'ar' ? 'ar' : 'en';
}
