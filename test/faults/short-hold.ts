import { WithStartWorkflowOperation } from '@temporalio/client';
import { keepIntake } from '#db/intakes.ts';
import { startIn } from '#test/stories/bookings.ts';
import { createClient, createLawyer } from '#test/stories/people.ts';
import type { LawyerPerson, Person } from '#test/stories/people.ts';
import { sessionOf } from '#test/stories/bookings.ts';
import type { Scene } from '#test/stories/scene.ts';
import { sampleBooking } from '#test/setup/sample-rows.ts';
import { book, bookUpdateId, consultationWorkflowType, startOptionsOf } from '#workflows/contract.ts';

export interface ShortHold {
  client: Person;
  lawyer: LawyerPerson;
  id: string;
  startAt: Date;
  session: string;
  holdExpiresAt: Date;
}

/** Enough for the checkout to be opened on a busy machine; the api's own holds last minutes. */
const holdSeconds = 8;

/** A hold that ends within seconds: the workflow is started as the api does it, with another duration. */
export async function takeShortHold({ db, temporal }: Scene): Promise<ShortHold> {
  const [client, lawyer] = [await createClient(db), await createLawyer(db)];
  const startAt = startIn(48);
  const { now: _now, ...input } = sampleBooking(
    { clientId: client.userId, lawyerId: lawyer.lawyerId },
    { receivedAt: Date.now(), startAt: startAt.getTime(), holdMinutes: holdSeconds / 60 },
  );
  const { consultationId: id } = input;
  await keepIntake(db, {
    consultationId: id,
    clientId: client.userId,
    locale: 'en',
    clientPhone: client.phone,
    questions: [],
    answers: {},
    documentIds: [],
  });
  await temporal.workflow.executeUpdateWithStart(book, {
    updateId: bookUpdateId,
    startWorkflowOperation: new WithStartWorkflowOperation(consultationWorkflowType, startOptionsOf(input)),
  });
  const session = await sessionOf(id);
  const row = db.selectFrom('consultation').where('id', '=', id).select('holdExpiresAt');
  const { holdExpiresAt } = await row.executeTakeFirstOrThrow();
  return { client, lawyer, id, startAt, session, holdExpiresAt };
}
