import { describe, expect, it } from 'vitest';
import type { ConsultationWithParties } from '#db/consultations.ts';
import type { Meeting, Participant } from '#db/meetings.ts';
import { minutes } from '#domain/instant.ts';
import { admittedRoom } from './meeting-admission.ts';

const start = Date.parse('2026-12-01T10:00:00Z');
const end = start + minutes(60);

function admission(change: {
  status?: ConsultationWithParties['status'];
  room?: Meeting['status'] | 'none';
  wasThere?: boolean;
  now?: number;
}): string {
  const { status = 'confirmed', room = 'open', wasThere = false, now = start } = change;
  const consultation = { viewedBy: 'client', status, startAt: new Date(start), endAt: new Date(end) };
  const meeting = { roomName: room === 'none' ? null : 'room', status: room };
  const participants = wasThere ? [{ party: 'client' }] : [];
  try {
    admittedRoom({
      consultation: consultation as ConsultationWithParties,
      meeting: meeting as Meeting,
      participants: participants as Participant[],
      now,
    });
    return 'admitted';
  } catch (error) {
    return (error as { extras: { reason: string } }).extras.reason;
  }
}

describe('joining a meeting', () => {
  it.each([
    { now: start - minutes(10) - 1, outcome: 'too_early' },
    { now: start - minutes(10), outcome: 'admitted' },
    { now: end + minutes(10), outcome: 'admitted' },
    { now: end + minutes(10) + 1, outcome: 'too_late' },
  ])('at $now is $outcome', ({ now, outcome }) => expect(admission({ now })).toBe(outcome));

  it.each([
    { status: 'payment_pending', outcome: 'not_on' },
    { status: 'confirmed', outcome: 'admitted' },
    { status: 'in_progress', outcome: 'admitted' },
    { status: 'completed', outcome: 'not_on' },
    { status: 'cancelled', outcome: 'not_on' },
    { status: 'no_show', outcome: 'not_on' },
  ] as const)('of one that is $status is $outcome', ({ status, outcome }) => {
    expect(admission({ status })).toBe(outcome);
  });

  it('after the completion is for those who were there', () => {
    expect(admission({ status: 'completed', wasThere: true })).toBe('admitted');
    expect(admission({ status: 'cancelled', wasThere: true })).toBe('not_on');
  });

  it('needs a room that is open', () => {
    expect(admission({ room: 'planned' })).toBe('not_open');
    expect(admission({ room: 'closed' })).toBe('too_late');
    expect(admission({ room: 'none' })).toBe('not_by_video');
  });
});
