export { consultation } from './consultation.ts';
