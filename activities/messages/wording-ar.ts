import type { News, Wording } from './news.ts';

export const arabic: Wording = {
  brand: 'مجلس',
  direction: 'rtl',
  greeting: (name) => `مرحباً ${name}،`,
  subject({ kind, recipient, otherName, number }, { date, until }) {
    switch (kind) {
      case 'confirmed':
        return recipient === 'client'
          ? `تأكيد: استشارتكم مع ${otherName} (${number})`
          : `استشارة جديدة يوم ${date} (${number})`;
      case 'reminder':
        return `تذكير: تبدأ استشارتكم ${until} (${number})`;
      case 'cancelled':
        return `إلغاء: الاستشارة يوم ${date} (${number})`;
      case 'late_payment_returned':
        return `أُعيدت دفعتكم (${number})`;
      case 'calendar_event_deleted':
        return `لم تعد الاستشارة ${number} ظاهرة في تقويمكم`;
    }
  },
  heading({ kind, recipient }, { until }) {
    switch (kind) {
      case 'confirmed':
        return recipient === 'client' ? 'تم تأكيد استشارتكم' : 'لديكم استشارة جديدة';
      case 'reminder':
        return `تبدأ استشارتكم ${until}`;
      case 'cancelled':
        return 'أُلغيت هذه الاستشارة';
      case 'late_payment_returned':
        return 'وصلت دفعتكم بعد انتهاء مدة الحجز';
      case 'calendar_event_deleted':
        return 'استشارة غير موجودة في تقويمكم';
    }
  },
  paragraphs(news, { refund }) {
    switch (news.kind) {
      case 'confirmed':
        return confirmed(news);
      case 'reminder':
        return [`نذكّركم بموعدكم مع ${news.otherName}.`, arriving(news)];
      case 'cancelled':
        return news.recipient === 'client'
          ? [cancelledForClient(news), moneyBack(news, refund)]
          : [cancelledForLawyer(news)];
      case 'late_payment_returned':
        return [
          'نحتفظ لكم بالموعد مدة محدودة، وقد وصلت دفعتكم بعد انتهائها، ولذلك لم تُحجز الاستشارة.',
          'أعدنا إليكم المبلغ كاملاً. يُحرَّر المبلغ المحجوز على البطاقة فوراً، أما المبلغ المسدد فيستغرق ظهوره لدى البنوك عادةً من 5 إلى 10 أيام عمل.',
          'يسعدنا أن نستقبلكم في موعد آخر.',
        ];
      case 'calendar_event_deleted':
        return [
          `حُذف من تقويمكم حدث استشارتكم مع ${news.otherName}.`,
          'لم تتغير الاستشارة نفسها: تُعقد في موعدها، ولم نبلغ العميل بشيء.',
          'يمكنكم إعادة الحدث إلى التقويم أو الاستغناء عنه. وإذا كان لا بد من إلغاء الاستشارة فألغوها من صفحتها.',
        ];
    }
  },
  button({ kind }) {
    if (kind === 'late_payment_returned') return 'اختيار موعد آخر';
    return kind === 'calendar_event_deleted' ? 'تحديد ما يُفعل بالحدث' : 'عرض الاستشارة';
  },
  sms({ kind, recipient, number, isCharged, refundMinor }, { short, until, refund }) {
    switch (kind) {
      case 'confirmed':
        return recipient === 'client'
          ? `مجلس: تأكدت استشارتكم ${number}، ${short}.`
          : `مجلس: استشارة جديدة ${number}، ${short}.`;
      case 'reminder':
        return `مجلس: تبدأ استشارتكم ${number} ${until}، ${short}.`;
      case 'cancelled':
        return recipient === 'client' && isCharged && refundMinor > 0
          ? `مجلس: أُلغيت استشارتكم ${number}، ${short}. يُعاد ${refund} إلى بطاقتكم.`
          : `مجلس: أُلغيت استشارتكم ${number}، ${short}.`;
      case 'late_payment_returned':
        return `مجلس: وصلت دفعتكم لاستشارة ${number} بعد انتهاء مدة الحجز. يُعاد إليكم المبلغ كاملاً.`;
      case 'calendar_event_deleted':
        return `مجلس: لم تعد الاستشارة ${number}، ${short}، ظاهرة في تقويمكم. وهي قائمة في موعدها.`;
    }
  },
  labels: {
    yourTime: 'بتوقيتكم',
    clientTime: 'بتوقيت العميل',
    lawyerTime: 'بتوقيت المحامي',
    with: 'مع',
    kind: 'الاستشارة',
    where: 'المكان',
    paid: 'المبلغ المدفوع',
    number: 'الرقم',
  },
  kindOf: (type, minutes) =>
    type === 'video' ? `بالفيديو، ${durationOf(minutes)}` : `في المكتب، ${durationOf(minutes)}`,
  map: 'فتح الخريطة',
  vatIncluded: (amount) => `منها ضريبة القيمة المضافة ${amount}`,
  footer: 'تصلكم هذه الرسالة بخصوص استشارة حُجزت عبر مجلس.',
};

/** Arabic counts in six forms; the language data knows them. */
function durationOf(minutes: number): string {
  return new Intl.NumberFormat('ar-AE-u-nu-latn', {
    style: 'unit',
    unit: 'minute',
    unitDisplay: 'long',
  }).format(minutes);
}

function confirmed(news: News): string[] {
  if (news.recipient === 'lawyer') {
    return [
      `تم حجز استشارة معكم باسم ${news.otherName}، وسُددت قيمتها.`,
      'تجدون الملاحظات والمستندات المرفقة في صفحة الاستشارة.',
    ];
  }
  return [
    `شكراً لثقتكم. استلمنا دفعتكم، وموعدكم مع ${news.otherName} مؤكد.`,
    arriving(news),
    'إذا تغيرت خططكم، تعرض لكم الصفحة نفسها المبلغ الذي يُعاد إليكم قبل أن تؤكدوا الإلغاء.',
  ];
}

function arriving({ consultationType, recipient }: News): string {
  if (consultationType === 'video') return 'انضموا من صفحة الاستشارة، ويُفتح الانضمام قبل البداية بعشر دقائق.';
  return recipient === 'client' ? 'نرجو الوصول إلى المكتب قبل الموعد ببضع دقائق.' : 'يحضر العميل إلى مكتبكم.';
}

function cancelledForClient({ cancelledBy, otherName }: News): string {
  if (cancelledBy === 'client') return `ألغينا استشارتكم مع ${otherName} بناءً على طلبكم.`;
  if (cancelledBy === 'lawyer')
    return `نعتذر لكم: تعذّر على ${otherName} الالتزام بهذا الموعد، فأُلغيت الاستشارة.`;
  return `نعتذر لكم: تعذّر عقد استشارتكم مع ${otherName} كما كان مقرراً، وقد ألغيناها.`;
}

function cancelledForLawyer({ cancelledBy, otherName }: News): string {
  if (cancelledBy === 'client') return `أُلغيت هذه الاستشارة مع ${otherName} بطلب من العميل.`;
  if (cancelledBy === 'lawyer') return `ألغيتم هذه الاستشارة، وقد أبلغنا ${otherName} بذلك.`;
  return `ألغت إدارة مجلس هذه الاستشارة مع ${otherName}.`;
}

function moneyBack({ isCharged, refundMinor }: News, refund: string): string {
  if (!isCharged) return 'لم يُخصم أي مبلغ من بطاقتكم. وإذا ظهر المبلغ محجوزاً لدى البنك فسيُحرَّر تلقائياً.';
  if (refundMinor === 0) return 'بحسب سياسة الإلغاء لهذا الحجز، لا يُستحق أي استرداد.';
  return `يُعاد ${refund} إلى البطاقة التي دفعتم بها، ويستغرق ظهوره لدى البنوك عادةً من 5 إلى 10 أيام عمل.`;
}
