import { minutes } from '#domain/instant.ts';
import { glance, rooms, shown } from './activities.ts';
import type { Course } from './course.ts';
import type { ConsultationState } from './state.ts';

/** The room opens a minute before the first may join (api/consultations/meeting-window.ts says when that is). */
export const roomLead = minutes(11);
/** Those who were admitted may rejoin until then. */
export const roomTail = minutes(10);

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
 */
export function noticePresence({ state, beside }: Course): void {
  if (state.room !== 'open') return;
  const { consultationId } = state.input;
  beside.run('presence', async () => {
    await glance.readPresence.executeWithOptions(shown('See who is in the room'), [{ consultationId }]);
    if (state.room === 'open') await ensureRoom(state);
  });
}
