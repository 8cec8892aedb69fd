import { describe, expect, it } from 'vitest';
import { emptyDraft } from './draft.ts';
import type { Draft } from './draft.ts';
import { bookingBody } from './request-body.ts';

const chosen: Draft = {
  ...emptyDraft,
  consultationType: 'video',
  durationMinutes: 60,
  scheduledAt: '2026-11-26T10:00:00+04:00',
};

describe('what is sent to book', () => {
  it('leaves out what was left empty', () => {
    expect(
      bookingBody({ ...chosen, clientNotes: '  ', answers: { matter: ' ' } }, 'lawyer', 'Asia/Dubai'),
    ).toEqual({
      lawyerId: 'lawyer',
      consultationType: 'video',
      durationMinutes: 60,
      scheduledAt: '2026-11-26T10:00:00+04:00',
      clientTimezone: 'Asia/Dubai',
    });
  });

  it('carries a phone as the api takes it, answers of both kinds, and the ids of documents', () => {
    const draft: Draft = {
      ...chosen,
      clientPhone: '050 123 4567',
      clientNotes: ' A lease ',
      answers: { urgent: false, matter: 'rent' },
      documents: [{ id: 'document', name: 'lease.pdf', sizeBytes: 1 }],
    };
    expect(bookingBody(draft, 'lawyer', 'Asia/Dubai')).toMatchObject({
      clientPhone: '+971501234567',
      clientNotes: 'A lease',
      questionnaireResponses: { urgent: false, matter: 'rent' },
      documentIds: ['document'],
    });
  });

  it('is nothing before a type and a time are chosen', () => {
    expect(bookingBody(emptyDraft, 'lawyer', 'Asia/Dubai')).toBeUndefined();
  });
});
