import type { Booking } from '#web/i18n/en/booking.ts';
import { arabicPlural } from '#web/i18n/plural.ts';

const lawyers = (n: number) =>
  arabicPlural(n, { one: 'محامٍ واحد', two: 'محاميان', few: '# محامين', many: '# محاميًا' });

export const booking = {
  directory: {
    title: 'ابحث عن محامٍ',
    headline: 'تحدث إلى المحامي المناسب في الوقت الذي يناسبك.',
    lead: 'محامون مرخصون في الإمارات، ومواعيد متاحة فعلًا، وسعر واحد واضح. تعرف كلفة الإلغاء قبل أن تدفع.',
    search: 'بحث',
    searchHint: 'الاسم أو الموضوع',
    specialty: 'الموضوع',
    language: 'اللغة',
    type: 'طريقة اللقاء',
    price: 'السعر',
    any: 'الكل',
    upTo: (amount) => `حتى ${amount}`,
    clear: 'مسح عوامل التصفية',
    found: (n, more) =>
      more ? `${lawyers(n)}، الأقرب موعدًا أولًا، وهناك المزيد.` : `${lawyers(n)}، الأقرب موعدًا أولًا`,
    none: 'لا أحد يطابق كل ما اخترت',
    noneHint: 'وسّع البحث: اختر لغة أخرى أو سعرًا أعلى.',
    from: 'من',
    perConsultation: 'شاملًا الضريبة',
    next: 'أقرب موعد',
    noTime: 'لا توجد مواعيد متاحة حاليًا',
    see: 'عرض المواعيد',
    seeOf: (name) => `عرض مواعيد ${name}`,
  },
} satisfies Booking;
