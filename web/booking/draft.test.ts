import { describe, expect, it } from 'vitest';
import { emptyDraft, keepDraft, reachableStep, readDraft, withType } from './draft.ts';
import type { Draft } from './draft.ts';
import { memoryStorage } from './memory-storage.ts';

const full: Draft = {
  consultationType: 'video',
  durationMinutes: 60,
  date: '2026-11-26',
  scheduledAt: '2026-11-26T10:00:00+04:00',
  clientPhone: '050 123 4567',
  clientNotes: 'A lease',
  answers: { urgent: true },
  documents: [{ id: 'document', name: 'lease.pdf', sizeBytes: 1 }],
};

describe('a draft that is kept', () => {
  it('comes back as it was', () => {
    const storage = memoryStorage();
    keepDraft(storage, 'lawyer', full);
    expect(readDraft(storage, 'lawyer')).toEqual(full);
  });

  it('belongs to one lawyer', () => {
    const storage = memoryStorage();
    keepDraft(storage, 'lawyer', full);
    expect(readDraft(storage, 'another')).toEqual(emptyDraft);
  });

  it('gets what an older page did not know', () => {
    const storage = memoryStorage();
    storage.setItem('majlis.draft.lawyer', '{"clientNotes":"A lease"}');
    expect(readDraft(storage, 'lawyer')).toEqual({ ...emptyDraft, clientNotes: 'A lease' });
  });

  it.each(['', '{', 'null'])('is empty when the storage holds %j', (text) => {
    const storage = memoryStorage();
    storage.setItem('majlis.draft.lawyer', text);
    expect(readDraft(storage, 'lawyer')).toEqual(emptyDraft);
  });

  it('is empty, and keeping it is no fault, where storage is forbidden', () => {
    const forbidden = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    expect(readDraft({ getItem: forbidden }, 'lawyer')).toEqual(emptyDraft);
    expect(() => keepDraft({ setItem: forbidden }, 'lawyer', full)).not.toThrow();
  });
});

describe('another type or length', () => {
  it('takes the time back and keeps everything typed', () => {
    const { date: _date, scheduledAt: _time, ...kept } = full;
    expect(withType(full, 'video', 30)).toEqual({ ...kept, durationMinutes: 30 });
  });

  it('is none when it is the same: the time stays', () => {
    expect(withType(full, 'video', 60)).toBe(full);
  });
});

describe('the step that can be shown', () => {
  const { scheduledAt: _time, ...timeless } = full;
  it.each([
    ['pay', full, 'pay'],
    ['details', full, 'details'],
    [undefined, full, 'type'],
    ['nonsense', full, 'type'],
    ['pay', timeless, 'time'],
    ['time', timeless, 'time'],
    ['pay', emptyDraft, 'type'],
  ] as const)('for ?step=%s is the first whose question is open', (asked, draft, step) => {
    expect(reachableStep(asked, draft)).toBe(step);
  });
});
