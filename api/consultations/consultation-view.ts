import type { Static } from 'typebox';
import type { ConsultationWithParties } from '#db/consultations.ts';
import type { DocumentRow } from '#db/documents.ts';
import type { Intake } from '#db/intakes.ts';
import type { Meeting, Participant } from '#db/meetings.ts';
import type { Note } from '#db/notes.ts';
import type { ConsultationEvent } from '#db/rows/consultations.ts';
import type { Payment, Refund } from '#db/rows/money.ts';
import type { Party } from '#domain/consultation.ts';
import type { BookedConsultation, ConsultationDetail, ConsultationListItem } from './consultation-schemas.ts';
import { joinableSpan } from './meeting-window.ts';

/** Everything that Postgres knows of one consultation. */
export interface ConsultationFile {
  consultation: ConsultationWithParties;
  payment: Payment | undefined;
  refunds: readonly Refund[];
  meeting: Meeting | undefined;
  participants: readonly Participant[];
  events: readonly ConsultationEvent[];
  /** Undefined for whoever may not read what the client wrote. */
  intake: Intake | undefined;
  documents: readonly DocumentRow[];
  notes: readonly Note[];
}

export function bookedOf(row: ConsultationWithParties): Static<typeof BookedConsultation> {
  return {
    ...identityOf(row),
    scheduledAt: row.startAt.toISOString(),
    ...priceOf(row),
    ...paymentWayOf(row),
    holdExpiresAt: row.holdExpiresAt.toISOString(),
  };
}

export function listItemOf(row: ConsultationWithParties): Static<typeof ConsultationListItem> {
  return {
    ...identityOf(row),
    consultationType: row.consultationType,
    ...whenOf(row),
    ...peopleOf(row, undefined),
    totalPrice: row.totalPriceMinor,
    currency: row.currency,
    paymentUrl: paymentUrlOf(row),
    holdExpiresAt: row.holdExpiresAt.toISOString(),
    needsAttention: row.needsAttention,
  };
}

export function detailOf(file: ConsultationFile): Static<typeof ConsultationDetail> {
  const { consultation: row, intake, documents, events } = file;
  return {
    ...identityOf(row),
    consultationType: row.consultationType,
    ...whenOf(row),
    ...priceOf(row),
    ...peopleOf(row, intake),
    cancellationPolicy: row.cancellationPolicy,
    ...paymentWayOf(row),
    holdExpiresAt: row.holdExpiresAt.toISOString(),
    confirmedAt: isoOf(row.confirmedAt),
    cancelledBy: row.cancelledBy,
    cancelReason: row.cancelReason,
    cancelNote: cancelNoteOf(file),
    needsAttention: row.needsAttention,
    createdAt: row.createdAt.toISOString(),
    clientNotes: intake?.notes ?? null,
    questionnaire: answersOf(intake),
    documents: documents.map(documentOf),
    payment: file.payment ? paymentOf(file.payment, file.refunds) : null,
    meeting: file.meeting ? meetingOf(row, file.meeting, file.participants) : null,
    timeline: events.map(entryOf),
  };
}

export function documentOf({ id, name, mediaType, sizeBytes, createdAt }: DocumentRow) {
  return { id, name, mediaType, sizeBytes, createdAt: createdAt.toISOString() };
}

function identityOf({ id, number, status }: ConsultationWithParties) {
  return { id, consultationNumber: number, status };
}

function priceOf(row: ConsultationWithParties) {
  return {
    basePrice: row.basePriceMinor,
    platformFee: row.platformFeeMinor,
    vat: row.vatMinor,
    totalPrice: row.totalPriceMinor,
    currency: row.currency,
  };
}

function whenOf(row: ConsultationWithParties) {
  return {
    scheduledAt: row.startAt.toISOString(),
    endsAt: row.endAt.toISOString(),
    durationMinutes: (row.endAt.getTime() - row.startAt.getTime()) / 60_000,
    clientTimezone: row.clientTimezone,
    lawyerTimezone: row.lawyerTimezone,
  };
}

function peopleOf(row: ConsultationWithParties, intake: Intake | undefined) {
  return {
    role: row.viewedBy ?? ('partner' as const),
    lawyer: {
      id: row.lawyerId,
      name: { en: row.lawyerNameEn, ar: row.lawyerNameAr },
      headline: { en: row.lawyerHeadlineEn, ar: row.lawyerHeadlineAr },
    },
    client: { name: row.clientName, ...(maySeePhone(row) && intake && { phone: intake.clientPhone }) },
  };
}

/** A number is given to the lawyer with the appointment, not with the wish for one. */
function maySeePhone({ viewedBy, confirmedAt }: ConsultationWithParties): boolean {
  return viewedBy === 'client' || (viewedBy === 'lawyer' && confirmedAt !== null);
}

function paymentWayOf(row: ConsultationWithParties) {
  const emailVerification = row.isAddressProven ? ('done' as const) : ('required' as const);
  return { paymentUrl: paymentUrlOf(row), emailVerification };
}

/** Only while there is something to pay, only for those who pay, and not before their address is proven. */
function paymentUrlOf(row: ConsultationWithParties): string | null {
  const { status, checkoutUrl, viewedBy, isAddressProven } = row;
  return status === 'payment_pending' && viewedBy !== 'lawyer' && isAddressProven ? checkoutUrl : null;
}

function answersOf(intake: Intake | undefined) {
  if (!intake) return [];
  return intake.questions.flatMap(({ id, label, choices = [] }) => {
    const answer = Object.hasOwn(intake.answers, id) ? intake.answers[id] : undefined;
    const choice = choices.find((each) => each.id === answer)?.label ?? null;
    return answer === undefined ? [] : [{ id, label, answer, choice }];
  });
}

/** What went with the very order that cancelled: not what was added to one that was refused, nor what came afterwards. */
function cancelNoteOf({ consultation: row, events, notes }: ConsultationFile): string | null {
  const noteId = events.find(({ toStatus }) => toStatus === 'cancelled')?.data['noteId'];
  if (noteId === undefined || row.cancelledBy === 'operator') return null;
  return notes.find(({ commandId }) => commandId === noteId)?.text ?? null;
}

function paymentOf(payment: Payment, refunds: readonly Refund[]) {
  return {
    status: payment.status,
    amount: payment.amountMinor,
    captured: payment.capturedMinor,
    refunded: payment.refundedMinor,
    currency: payment.currency,
    capturedAt: isoOf(payment.capturedAt),
    refunds: refunds.map(({ amountMinor, status, reason, createdAt }) => ({
      amount: amountMinor,
      status,
      reason,
      createdAt: createdAt.toISOString(),
    })),
  };
}

function meetingOf(row: ConsultationWithParties, meeting: Meeting, participants: readonly Participant[]) {
  const span = joinableSpan({ start: row.startAt.getTime(), end: row.endAt.getTime() });
  const isVideo = meeting.kind === 'video';
  const isAgreed = row.confirmedAt !== null;
  return {
    kind: meeting.kind,
    status: meeting.status,
    joinableFrom: isVideo ? new Date(span.start).toISOString() : null,
    joinableUntil: isVideo ? new Date(span.end).toISOString() : null,
    presence: { client: presenceOf(participants, 'client'), lawyer: presenceOf(participants, 'lawyer') },
    address: !isVideo && isAgreed ? { en: row.officeAddressEn, ar: row.officeAddressAr } : null,
    mapUrl: !isVideo && isAgreed ? row.officeMapUrl : null,
  };
}

function presenceOf(participants: readonly Participant[], party: Party) {
  const seen = participants.find((each) => each.party === party);
  return {
    hasJoined: seen !== undefined,
    isPresent: seen?.isPresent ?? false,
    joinedAt: isoOf(seen?.firstJoinedAt ?? null),
  };
}

function entryOf(event: ConsultationEvent) {
  return {
    at: event.at.toISOString(),
    kind: event.kind,
    from: event.fromStatus,
    to: event.toStatus,
    by: event.actorKind,
    reason: event.reason,
  };
}

function isoOf(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
