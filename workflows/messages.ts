import type { MessageInput } from '#activities/contract.ts';
import type { Party } from '#domain/consultation.ts';
import { messages, shown } from './activities.ts';
import type { Course } from './course.ts';

type News = Pick<MessageInput, 'kind' | 'minutesBefore' | 'refundMinor'>;

/** Tells both sides, or one, on every channel. */
export function tell(
  { state, beside }: Course,
  news: News,
  recipients: readonly Party[] = ['client', 'lawyer'],
): void {
  for (const recipient of recipients) {
    const input = { consultationId: state.input.consultationId, recipient, sequence: 0, ...news };
    const what = `${news.kind} to the ${recipient}`;
    beside.run(`e-mail ${what}`, () =>
      messages.sendEmail.executeWithOptions(shown(`E-mail: ${what}`), [input]),
    );
    beside.run(`SMS ${what}`, () => messages.sendSms.executeWithOptions(shown(`SMS: ${what}`), [input]));
  }
}
