import { findOrCreateBroughtClient } from '#db/clients.ts';
import { readBookingTerms } from '#db/booking-terms.ts';
import type { BookingTerms } from '#db/booking-terms.ts';
import { countUnattached } from '#db/documents.ts';
import { keepIntake } from '#db/intakes.ts';
import type { Locale } from '#domain/consultation.ts';
import type { Fault } from '#domain/problem.ts';
import { answerFaults } from '#domain/questionnaire.ts';
import type { ConsultationInput } from '#workflows/contract.ts';
import type { KeyHolder, SignedInUser } from '#api/accounts/admission.ts';
import type { BookingIdentity } from './booking-identity.ts';
import type { BookingRequest } from './booking-request.ts';
import type { ApiDeps } from '#api/deps.ts';
import { invalidRequest } from '#api/http/problems.ts';

type Deps = Pick<ApiDeps, 'db' | 'config'>;
type Caller = SignedInUser | KeyHolder;

export interface ReceivedBooking extends BookingIdentity {
  caller: Caller;
  body: BookingRequest;
  receivedAt: number;
}

/** A booking's two halves, in this order; a repeat of a key that is known already needs the second only. */
export interface BookingDraft {
  /** Judges what no schema can, and throws `invalid_request` with every fault. It writes nothing. */
  check: () => Promise<void>;
  /** Writes what the client told to Postgres, and returns what the workflow may know: ids, instants and rates. */
  prepare: () => Promise<ConsultationInput>;
}

export function draftOf(deps: Deps, booking: ReceivedBooking): BookingDraft {
  const { caller, body } = booking;
  let read: Promise<BookingTerms> | undefined;
  const terms = () =>
    (read ??= readBookingTerms(deps.db, {
      ...body,
      userId: caller.kind === 'user' ? caller.id : undefined,
    }));
  return {
    check: async () => requireSound(deps, booking, await terms()),
    prepare: async () => prepareBooking(deps, booking, await terms()),
  };
}

async function requireSound(
  deps: Deps,
  booking: ReceivedBooking,
  { durations, questions }: BookingTerms,
): Promise<void> {
  const faults = [
    ...clientFaults(booking),
    ...durationFaults(durations, booking.body),
    ...questionFaults(questions, booking.body),
    ...(await documentFaults(deps, booking)),
  ];
  if (faults.length > 0) throw invalidRequest(faults);
}

async function prepareBooking(
  deps: Deps,
  booking: ReceivedBooking,
  { questions, account }: BookingTerms,
): Promise<ConsultationInput> {
  const { caller, body, consultationId } = booking;
  const client = await clientOf(deps, booking, account);
  await keepIntake(deps.db, {
    consultationId,
    clientId: client.id,
    ...(body.client && { clientName: body.client.name }),
    locale: client.locale,
    ...(client.phone !== null && { clientPhone: client.phone }),
    ...(body.clientNotes !== undefined && { notes: body.clientNotes }),
    questions,
    answers: body.questionnaireResponses ?? {},
    documentIds: body.documentIds ?? [],
  });
  return workflowInput(deps, booking, { clientId: client.id, ...partnerOf(caller) });
}

function clientFaults({ caller, body }: ReceivedBooking): Fault[] {
  if (caller.kind === 'key' && !body.client)
    return [{ pointer: '/body/client', detail: 'is missing: name your client' }];
  if (caller.kind === 'user' && body.client)
    return [{ pointer: '/body/client', detail: 'is only for bookings with an API key' }];
  return [];
}

/** What is not sold at all is a refusal, and comes later. */
function durationFaults(durations: BookingTerms['durations'], { durationMinutes }: BookingRequest): Fault[] {
  if (!durations || durations.includes(durationMinutes)) return [];
  return [{ pointer: '/body/durationMinutes', detail: `must be one of ${durations.join(', ')}` }];
}

function questionFaults(
  questions: BookingTerms['questions'],
  { questionnaireResponses = {} }: BookingRequest,
): Fault[] {
  return answerFaults(questions, questionnaireResponses).map(({ pointer, detail }) => ({
    pointer: `/body/questionnaireResponses${pointer}`,
    detail,
  }));
}

async function documentFaults({ db }: Deps, { caller, body }: ReceivedBooking): Promise<Fault[]> {
  const ids = body.documentIds ?? [];
  const ownerId = caller.kind === 'key' ? caller.partnerId : caller.id;
  if ((await countUnattached(db, ownerId, ids)) === ids.length) return [];
  return [
    { pointer: '/body/documentIds', detail: 'must be documents of yours that belong to no consultation yet' },
  ];
}

interface BookedClient {
  id: string;
  locale: Locale;
  phone: string | null;
}

/** Whom the consultation is for. A number given with the booking is that consultation's, and changes no account. */
async function clientOf(
  { db }: Deps,
  { caller, body }: ReceivedBooking,
  account: BookingTerms['account'],
): Promise<BookedClient> {
  if (caller.kind === 'user') {
    if (!account) throw new Error('the account of a session is there');
    return { id: caller.id, locale: account.locale, phone: body.clientPhone ?? account.phone };
  }
  const { client } = body;
  if (!client) throw new Error('the client was checked before');
  const locale = client.locale ?? 'en';
  const id = await findOrCreateBroughtClient(db, caller.partnerId, {
    name: client.name,
    email: client.email,
    phone: client.phone,
    locale,
    timezone: body.clientTimezone,
  });
  return { id, locale, phone: body.clientPhone ?? client.phone ?? null };
}

function partnerOf(caller: Caller): { partnerId?: string } {
  return caller.kind === 'key' ? { partnerId: caller.partnerId } : {};
}

function workflowInput(
  { config }: Deps,
  { body, receivedAt, consultationId, consultationNumber }: ReceivedBooking,
  people: { clientId: string; partnerId?: string },
): ConsultationInput {
  return {
    consultationId,
    consultationNumber,
    receivedAt,
    by:
      people.partnerId === undefined
        ? { kind: 'client', id: people.clientId }
        : { kind: 'partner', id: people.partnerId },
    ...people,
    lawyerId: body.lawyerId.toLowerCase(),
    consultationType: body.consultationType,
    startAt: Date.parse(body.scheduledAt),
    durationMinutes: body.durationMinutes,
    clientTimezone: body.clientTimezone,
    holdMinutes: config.HOLD_MINUTES,
    platformFeeBps: config.PLATFORM_FEE_BPS,
    vatBps: config.VAT_BPS,
    linkPatience: 'caller',
  };
}
