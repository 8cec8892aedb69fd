import { glance, rooms, shown } from './activities.ts';
import type { Course } from './course.ts';

export function openRoom({ state, beside }: Course): void {
  const { consultationId } = state.input;
  state.room = 'open';
  beside.run('open the room', () =>
    rooms.openRoom.executeWithOptions(shown('Open the video room'), [{ consultationId }]),
  );
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

/** Who joined is shown to both sides while it happens; nothing waits for it. */
export function noticePresence({ state, beside }: Course): void {
  if (state.room !== 'open') return;
  const { consultationId } = state.input;
  beside.run('presence', () =>
    glance.readPresence.executeWithOptions(shown('See who is in the room'), [{ consultationId }]),
  );
}
