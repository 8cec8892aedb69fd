import { booking } from './en/booking.ts';
import { words } from './locale.ts';

export const bookingWords = words(booking, async () => (await import('./ar/booking.ts')).booking);
