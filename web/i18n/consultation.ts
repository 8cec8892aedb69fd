import { consultation } from './en/consultation.ts';
import { words } from './locale.ts';

export const consultationWords = words(
  consultation,
  async () => (await import('./ar/consultation.ts')).consultation,
);
