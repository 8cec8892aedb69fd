import { intlLocale } from '#web/i18n/locale.ts';

/** `2.4 MB`, `380 kB` */
export function byteSize(bytes: number): string {
  const large = bytes >= 1_000_000;
  const format = new Intl.NumberFormat(intlLocale.value, {
    style: 'unit',
    unit: large ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: large ? 1 : 0,
  });
  return format.format(bytes / (large ? 1_000_000 : 1_000));
}
