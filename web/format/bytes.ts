import { intlLocale } from '#web/i18n/locale.ts';

const KILO = 1_024;
const MEGA = KILO * KILO;

/** `2.4 MB`, `380 kB` */
export function byteSize(bytes: number): string {
  const large = bytes >= MEGA;
  const format = new Intl.NumberFormat(intlLocale.value, {
    style: 'unit',
    unit: large ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: large ? 1 : 0,
  });
  return format.format(Math.max(1, bytes / (large ? MEGA : KILO)));
}
