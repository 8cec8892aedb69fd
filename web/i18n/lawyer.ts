import { lawyer } from './en/lawyer.ts';
import { words } from './locale.ts';

export const lawyerWords = words(lawyer, async () => (await import('./ar/lawyer.ts')).lawyer);
