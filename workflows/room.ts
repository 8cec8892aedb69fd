import { log, patched, sleep } from '@temporalio/workflow';
import { minutes } from '#domain/instant.ts';
import { presence, rooms, shown } from './activities.ts';
import type { Course } from './course.ts';
import type { ConsultationState } from './state.ts';

/** The room opens a minute before the first may join (api/consultations/meeting-window.ts says when that is). */
export const roomLead = minutes(11);
/** Those who were admitted may rejoin until then. */
export const roomTail = minutes(10);
/** A meeting of four hours has at most a thousand looks, and its history room for them. */
const lookPause = 15_000;

/** Opens the room, and goes on trying as long as anybody may join. */
export function openRoom({ state, beside }: Course): void {
  state.room = 'open';
  beside.run('open the room', () => ensureRoom(state));
}

async function ensureRoom({ input: { consultationId }, hold }: ConsultationState): Promise<void> {
  const scheduleToCloseTimeout = Math.max(hold.endAt + roomTail - Date.now(), minutes(1));
  await rooms.openRoom.executeWithOptions(shown('Open the video room', { scheduleToCloseTimeout }), [
    { consultationId },
  ]);
}

/** Closes the room if it is open. */
export function closeRoom({ state, beside }: Course): void {
  if (state.room !== 'open') return;
  const { consultationId } = state.input;
  state.room = 'closed';
  beside.run('close the room', () =>
    rooms.closeRoom.executeWithOptions(shown('Close the video room'), [{ consultationId }]),
  );
}

/**
 * Who joined is shown to both sides while it happens; nothing waits for it. The hint may also mean that the provider ended
 * the room, because nobody came or all left for a while: then there is a new one, as long as the consultation is on.
 *
 * One look at a time and a pause after it, however often somebody joins and leaves: what comes meanwhile is one more look.
 */
export function noticePresence({ state, beside }: Course): void {
  if (state.room !== 'open') return;
  if (!patched('2026-11-24-one-look-at-a-time')) {
    beside.run('presence', () => look(state));
    return;
  }
  const isLooking = state.presence !== 'known';
  state.presence = 'changed';
  if (!isLooking) beside.run('presence', () => lookWhileItChanges(state));
}

async function lookWhileItChanges(state: ConsultationState): Promise<void> {
  try {
    while (state.presence === 'changed' && state.room === 'open') {
      state.presence = 'looked at';
      // The next hint, or the outcome, asks again.
      await look(state).catch(() => log.warn('the room could not be looked into'));
      await sleep(lookPause, { summary: 'Until the next look into the room' });
    }
  } finally {
    state.presence = 'known';
  }
}

async function look(state: ConsultationState): Promise<void> {
  const { consultationId } = state.input;
  const options = shown('See who is in the room');
  const { isRoomOpen } = await presence.readPresence.executeWithOptions(options, [{ consultationId }]);
  if (state.room === 'open' && isRoomOpen !== true) await ensureRoom(state);
}
