export { accountMail } from './account-mail.ts';
export { consultation } from './consultation.ts';
