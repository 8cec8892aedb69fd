import type { CodeKind } from '#domain/account-code.ts';
import type { Locale } from '#domain/consultation.ts';
import type { Letter } from './news.ts';

/** What there is to tell about a code. Nothing that somebody typed: the address need not be theirs. */
export interface CodeNews {
  kind: CodeKind;
  locale: Locale;
  code: string;
  /** The page on which the code is entered, or from which one gets there. */
  url: string;
}

interface CodeWording extends Pick<Letter, 'direction' | 'brand' | 'greeting' | 'footer'> {
  validity: string;
  kinds: Readonly<Record<CodeKind, { subject: string; heading: string; text: string; button: string }>>;
}

const english: CodeWording = {
  brand: 'Majlis',
  direction: 'ltr',
  greeting: 'Hello,',
  validity: 'It works for ten minutes and once. If you asked for more than one, only the newest works.',
  kinds: {
    verify_address: {
      subject: 'Your code for Majlis',
      heading: 'Confirm your e-mail address',
      text: 'Your time is held while you confirm this address. Enter this code on the page of your consultation, and go on to the payment.',
      button: 'My consultations',
    },
    reset_password: {
      subject: 'Your code for a new password',
      heading: 'Choose a new password',
      text: 'Enter this code together with a new password. Every device that is signed in will be signed out.',
      button: 'Choose a new password',
    },
  },
  footer:
    'Somebody has entered this address at Majlis. If it was not you, there is nothing to do: without the code nothing happens. We never ask for it by phone or by message.',
};

const arabic: CodeWording = {
  brand: 'مجلس',
  direction: 'rtl',
  greeting: 'مرحباً،',
  validity: 'يصلح الرمز لمدة عشر دقائق ولمرة واحدة. وإذا طلبتم أكثر من رمز فالأحدث وحده صالح.',
  kinds: {
    verify_address: {
      subject: 'رمز التحقق من مجلس',
      heading: 'تأكيد بريدكم الإلكتروني',
      text: 'نحتفظ لكم بالموعد ريثما تؤكدون هذا العنوان. أدخلوا الرمز في صفحة استشارتكم، ثم تابعوا إلى الدفع.',
      button: 'استشاراتي',
    },
    reset_password: {
      subject: 'رمز لكلمة مرور جديدة',
      heading: 'اختيار كلمة مرور جديدة',
      text: 'أدخلوا هذا الرمز مع كلمة مرور جديدة. وسيُسجَّل خروجكم من جميع الأجهزة.',
      button: 'اختيار كلمة مرور جديدة',
    },
  },
  footer:
    'أُدخل هذا العنوان في مجلس. إن لم تكونوا أنتم من أدخله فلا يلزمكم شيء: لا يحدث شيء من دون الرمز. ولن نطلبه منكم أبداً عبر الهاتف أو الرسائل.',
};

const wordings: Readonly<Record<Locale, CodeWording>> = { en: english, ar: arabic };

/** The e-mail with a code, in the language of the account. */
export function codeLetter({ kind, locale, code, url }: CodeNews): Letter {
  const { validity, kinds, ...wording } = wordings[locale];
  const { subject, heading, text, button } = kinds[kind];
  return {
    locale,
    ...wording,
    subject,
    heading,
    paragraphs: [text, validity],
    code,
    facts: [],
    button: { label: button, url },
  };
}
