import type { Kysely } from 'kysely';
import { getConsultation } from '#db/consultations.ts';
import type { Viewer } from '#db/consultations.ts';
import { listDocuments } from '#db/documents.ts';
import { listEvents } from '#db/events.ts';
import { findIntake } from '#db/intakes.ts';
import { findMeeting, listParticipants } from '#db/meetings.ts';
import { listNotes } from '#db/notes.ts';
import { findPayment } from '#db/payments.ts';
import { listRefunds } from '#db/refunds.ts';
import type { Database } from '#db/schema.ts';
import type { FastifyRequest } from 'fastify';
import type { ConsultationFile } from './consultation-view.ts';

/** Whose consultations this caller sees. */
export function viewerOf({ caller, routeOptions }: FastifyRequest): Viewer {
  if (caller.kind === 'user') return { kind: 'user', userId: caller.id };
  if (caller.kind === 'key') return { kind: 'partner', partnerId: caller.partnerId };
  throw new Error(`${routeOptions.url} admits strangers`);
}

/** Reads everything; what the client wrote only for the two it is between. */
export async function readConsultationFile(
  db: Kysely<Database>,
  id: string,
  viewer: Viewer,
): Promise<ConsultationFile> {
  const consultation = await getConsultation(db, id, viewer);
  const isParty = consultation.viewedBy !== undefined;
  const [payment, refunds, meeting, participants, events, intake, documents, notes] = await Promise.all([
    findPayment(db, id),
    listRefunds(db, id),
    findMeeting(db, id),
    listParticipants(db, id),
    listEvents(db, id),
    isParty ? findIntake(db, id) : undefined,
    isParty ? listDocuments(db, id) : [],
    isParty && consultation.status === 'cancelled' ? listNotes(db, id) : [],
  ]);
  return { consultation, payment, refunds, meeting, participants, events, intake, documents, notes };
}
