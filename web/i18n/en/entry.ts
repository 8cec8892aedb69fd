/** Signing in and up, and codes by e-mail. */
export const entry = {
  signIn: 'Sign in',
  signUp: 'Create account',
  signInTitle: 'Welcome back',
  signUpTitle: 'Create your account',
  signUpLead: 'One account for all your consultations.',
  noAccount: 'New here?',
  hasAccount: 'Already have an account?',
  name: 'Your name',
  nameFault: 'Write your name.',
  email: 'E-mail',
  emailFault: 'Write an e-mail address, like name@example.com.',
  emailTaken: 'This address has an account already. Sign in instead.',
  password: 'Password',
  passwordHint: (n: number) => `At least ${n} characters`,
  passwordFault: 'Write your password.',
  wrong: 'The e-mail address or the password is wrong.',
  forgotten: 'Forgotten your password?',
  code: {
    label: 'Code from the e-mail',
    hint: 'Six digits. It is good for ten minutes.',
    fault: 'This code is not right, or no longer good. Look again, or ask for another one.',
    resend: 'Send another code',
    resendIn: (seconds: number) => `Another code in ${seconds} s`,
    sent: 'Another code is on its way.',
  },
};

export type EntryWords = typeof entry;
