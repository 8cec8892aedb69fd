import { describe, expect, it } from 'vitest';
import { questionnaireFaults } from '#domain/questionnaire.ts';
import { demoLawyers } from './seed.ts';

describe('the demo lawyers', () => {
  it('are at least eight, differ in zone and policy, and all offer video', () => {
    expect(demoLawyers.length).toBeGreaterThanOrEqual(8);
    expect(new Set(demoLawyers.map(({ timezone }) => timezone)).size).toBeGreaterThanOrEqual(4);
    expect(new Set(demoLawyers.map(({ policy }) => policy))).toEqual(
      new Set(['standard', 'flexible', 'strict']),
    );
    expect(demoLawyers.filter(({ prices }) => !prices.video)).toEqual([]);
  });

  it('include one whose whole consultation can be watched: five minutes, at once, at any hour', () => {
    const quick = demoLawyers.filter(({ prices }) => prices.video?.durations.includes(5));
    expect(quick).toHaveLength(1);
    expect(quick[0]).toMatchObject({
      minNoticeMinutes: 0,
      bufferMinutes: 0,
      stepMinutes: 5,
      reminderMinutes: [3],
      hours: [{ days: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '24:00' }],
    });
  });

  it('are written in both languages, with questions that the API would accept', () => {
    for (const { name, headline, bio, office, questions = {} } of demoLawyers) {
      for (const text of [name, headline, bio, office]) {
        expect(text.ar).toMatch(/[\u0600-\u06ff]/);
        expect(text.en).not.toMatch(/[\u0600-\u06ff]/);
      }
      for (const asked of Object.values(questions)) expect(questionnaireFaults(asked)).toEqual([]);
    }
  });
});
