import { createHash } from 'node:crypto';
import type { ConsultationWithParties } from '#db/consultations.ts';
import type { Payment, Refund } from '#db/rows/money.ts';
import type { Locale } from '#domain/consultation.ts';

export interface ReceiptContent {
  consultation: ConsultationWithParties;
  payment: Payment;
  refunds: readonly Refund[];
  locale: Locale;
}

const words = {
  en: {
    receipt: 'Receipt',
    number: 'Consultation',
    client: 'Client',
    lawyer: 'Lawyer',
    held: 'Date and time',
    paid: 'Paid on',
    fee: 'Consultation fee',
    platformFee: 'Platform fee',
    vat: 'VAT',
    total: 'Total paid',
    refunded: 'Refunded',
    remaining: 'Remaining',
  },
  ar: {
    receipt: 'إيصال',
    number: 'الاستشارة',
    client: 'العميل',
    lawyer: 'المحامي',
    held: 'التاريخ والوقت',
    paid: 'تاريخ الدفع',
    fee: 'رسوم الاستشارة',
    platformFee: 'رسوم المنصة',
    vat: 'ضريبة القيمة المضافة',
    total: 'المبلغ المدفوع',
    refunded: 'المبلغ المسترد',
    remaining: 'المتبقي',
  },
} as const satisfies Record<Locale, Record<string, string>>;

const style = `
body { font: 16px/1.6 system-ui, sans-serif; margin: 2rem auto; max-inline-size: 42rem; padding-inline: 1.5rem; color: #16201d; }
h1 { font-size: 1.5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.5rem; }
dt { color: #55605c; }
dd { margin: 0; }
table { border-collapse: collapse; inline-size: 100%; margin-block-start: 1.5rem; }
th { text-align: start; font-weight: 400; }
td { text-align: end; font-variant-numeric: tabular-nums; }
th, td { border-block-end: 1px solid #d8dedb; padding-block: 0.5rem; }
@media print { body { margin: 0; } }
`;

/** What the page may load: nothing but its own style. */
export const receiptPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'`;

/** A page that prints well, in the reader's language and the client's zone. It loads nothing and runs nothing. */
export function receiptPage({ consultation: row, payment, refunds, locale }: ReceiptContent): string {
  const t = words[locale];
  const money = (minor: number) => moneyText(minor, payment.currency, locale);
  const given = refunds
    .filter(({ status }) => status !== 'failed')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const facts = [
    [t.number, row.number],
    [t.client, row.clientName],
    [t.lawyer, locale === 'ar' ? row.lawyerNameAr : row.lawyerNameEn],
    [t.held, timeText(row.startAt, row.clientTimezone, locale)],
    [t.paid, timeText(payment.capturedAt ?? payment.createdAt, row.clientTimezone, locale)],
  ] as const;
  const amounts = [
    [t.fee, money(row.basePriceMinor)],
    [t.platformFee, money(row.platformFeeMinor)],
    [`${t.vat} ${row.vatBps / 100} %`, money(row.vatMinor)],
    [t.total, money(payment.capturedMinor)],
    ...(given > 0
      ? [
          [t.refunded, money(given)],
          [t.remaining, money(payment.capturedMinor - given)],
        ]
      : []),
  ];
  return `<!doctype html>
<html lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(`${t.receipt} ${row.number}`)}</title><style>${style}</style></head>
<body>
<main>
<h1>Majlis · ${t.receipt}</h1>
<dl>${facts.map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>
<table>${amounts.map(([name = '', value = '']) => amountRow(name, value)).join('')}</table>
</main>
</body>
</html>
`;
}

function amountRow(name: string, value: string): string {
  return `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`;
}

function moneyText(minor: number, currency: string, locale: Locale): string {
  return new Intl.NumberFormat(`${locale}-AE`, { style: 'currency', currency }).format(minor / 100);
}

function timeText(date: Date, timeZone: string, locale: Locale): string {
  const zoned = new Intl.DateTimeFormat(`${locale}-AE`, { dateStyle: 'long', timeStyle: 'short', timeZone });
  return `${zoned.format(date)} (${timeZone})`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
