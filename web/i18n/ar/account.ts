import type { AccountWords } from '#web/i18n/en/account.ts';

export const account = {
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
} satisfies AccountWords;
