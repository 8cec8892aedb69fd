export { accountMail } from './account-mail.ts';
export { calendarSync } from './calendar-sync.ts';
export { consultation } from './consultation.ts';
