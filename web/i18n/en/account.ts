/** Signing in and up, and one's own account. */
export const account = {
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
};

export type AccountWords = typeof account;
