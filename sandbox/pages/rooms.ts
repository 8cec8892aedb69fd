import type { SandboxContext } from '#sandbox/context.ts';
import type { RoomRecord } from '#sandbox/twilio/records.ts';
import { participantsOf } from '#sandbox/twilio/rooms.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { badge, moment } from './parts.ts';

const shownMax = 50;

/** Video rooms, with people who come and go at a press of a button. */
export function roomsPage(context: SandboxContext, problem: string | undefined): string {
  const rooms = context.state.rooms.list().toReversed().slice(0, shownMax);
  return layout({
    title: 'Rooms',
    current: '/rooms',
    main: html`<h1>Video rooms</h1>
      ${problem !== undefined && html`<p class="alert" role="alert">${problem}</p>`}
      ${rooms.length === 0 && html`<p class="empty">No room has been opened yet. A room opens shortly before its consultation starts.</p>`}
      <div class="rooms">${rooms.map((room) => roomCard(context, room))}</div>`,
  });
}

function roomCard(context: SandboxContext, room: RoomRecord): Html {
  const everybody = participantsOf(context, room.sid);
  const open = room.status === 'in-progress';
  return html`<section class="panel" aria-label="Room ${room.uniqueName}">
    <h2 class="id">${room.uniqueName}</h2>
    <p class="meta"><span>${moment(room.createdAt)}</span> ${badge(room.status)}</p>
    <ul class="people">
      ${everybody.map(
        (participant) =>
          html`<li>
            <span>${participant.identity} ${badge(participant.status)}</span>
            ${open && participant.status === 'connected' && leave(room, participant.identity)}
          </li>`,
      )}
    </ul>
    ${open && join(room)}
  </section>`;
}

function leave(room: RoomRecord, identity: string): Html {
  return html`<form method="post" action="/rooms/${room.sid}/leave">
    <input type="hidden" name="identity" value="${identity}" />
    <button class="small" aria-label="Leave as ${identity}">Leave</button>
  </form>`;
}

function join(room: RoomRecord): Html {
  return html`<form method="post" action="/rooms/${room.sid}/join" class="inline">
    <label for="identity-${room.sid}">Identity or access token</label>
    <input id="identity-${room.sid}" name="identity" required placeholder="client:…" autocomplete="off" />
    <button class="primary">Join</button>
  </form>`;
}
