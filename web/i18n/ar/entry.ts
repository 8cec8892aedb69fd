import type { EntryWords } from '#web/i18n/en/entry.ts';

export const entry = {
  signIn: 'تسجيل الدخول',
  signUp: 'إنشاء حساب',
  signInTitle: 'مرحبًا بعودتك',
  signUpTitle: 'أنشئ حسابك',
  signUpLead: 'حساب واحد لجميع استشاراتك.',
  noAccount: 'أول مرة هنا؟',
  hasAccount: 'لديك حساب؟',
  name: 'اسمك',
  nameFault: 'اكتب اسمك.',
  email: 'البريد الإلكتروني',
  emailFault: 'اكتب عنوان بريد إلكتروني، مثل name@example.com.',
  emailTaken: 'لهذا العنوان حساب بالفعل. سجّل الدخول بدلًا من ذلك.',
  password: 'كلمة المرور',
  passwordHint: (n) => `${n} حرفًا على الأقل`,
  passwordFault: 'اكتب كلمة المرور.',
  wrong: 'البريد الإلكتروني أو كلمة المرور غير صحيحة.',
  forgotten: 'نسيت كلمة المرور؟',
  code: {
    label: 'الرمز من البريد الإلكتروني',
    hint: 'ستة أرقام، صالحة لعشر دقائق.',
    fault: 'هذا الرمز غير صحيح أو لم يعد صالحًا. تحقق مجددًا أو اطلب رمزًا آخر.',
    resend: 'أرسل رمزًا آخر',
    resendIn: (seconds) => `رمز آخر بعد ${seconds} ث`,
    sent: 'رمز آخر في الطريق إليك.',
  },
} satisfies EntryWords;
