import { isDeepStrictEqual } from 'node:util';
import type { Transaction } from 'kysely';
import type { ChangedFields } from './availability-changes.ts';
import { differenceOf } from './availability-entries.ts';
import type { WantedRules } from './availability-entries.ts';
import type { LawyerAvailability } from './availability.ts';
import type { Database } from './schema.ts';

/** Writes what differs between the rules that are kept and those that are wanted. */
export async function writeRules(
  trx: Transaction<Database>,
  kept: LawyerAvailability,
  wanted: WantedRules,
): Promise<void> {
  const settings = settingsOf(wanted);
  if (!isDeepStrictEqual(settingsOf(kept), settings))
    await trx.updateTable('availability').where('lawyerId', '=', kept.lawyerId).set(settings).execute();
  if (!isDeepStrictEqual(kept.windows, wanted.windows)) await writeWindows(trx, kept.lawyerId, wanted);
  await writeOverrides(trx, kept, wanted);
  await writeTemporaryHours(trx, kept, wanted);
  await writeTravel(trx, kept, wanted);
}

/** What differs, as it was and as it is; undefined when nothing does. */
export function changedFields(
  before: LawyerAvailability,
  after: LawyerAvailability,
): { before: ChangedFields; after: ChangedFields } | undefined {
  const { windows, overrides, temporaryHours, travel } = before;
  const lists = {
    ...(!isDeepStrictEqual(windows, after.windows) && { windows: { gone: windows, come: after.windows } }),
    ...unlessEmpty('overrides', differenceOf(overrides, after.overrides)),
    ...unlessEmpty('temporaryHours', differenceOf(temporaryHours, after.temporaryHours)),
    ...unlessEmpty('travel', differenceOf(travel, after.travel)),
  };
  const [old, fresh] = [settingsOf(before), settingsOf(after)];
  if (isDeepStrictEqual(old, fresh) && Object.keys(lists).length === 0) return undefined;
  const side = (name: 'gone' | 'come') =>
    Object.fromEntries(Object.entries(lists).map(([list, difference]) => [list, difference[name]]));
  return {
    before: { ...differing(old, fresh), ...side('gone') },
    after: { ...differing(fresh, old), ...side('come') },
  };
}

function unlessEmpty<Difference extends { gone: readonly unknown[]; come: readonly unknown[] }>(
  name: string,
  difference: Difference,
): Record<string, Difference> {
  return difference.gone.length + difference.come.length > 0 ? { [name]: difference } : {};
}

/** The fields of one that are not the same in the other. */
function differing<Fields extends object>(one: Fields, other: Fields): Partial<Fields> {
  const fields: Partial<Fields> = { ...one };
  for (const name in one) if (isDeepStrictEqual(one[name], other[name])) delete fields[name];
  return fields;
}

/** The columns of the lawyer's own row. */
function settingsOf(rules: WantedRules) {
  return {
    timezone: rules.timezone,
    bufferMinutes: rules.bufferMinutes,
    stepMinutes: rules.stepMinutes,
    minNoticeMinutes: rules.minNoticeMinutes,
    maxAdvanceDays: rules.maxAdvanceDays,
    instantBooking: rules.instantBooking,
    isActive: rules.isActive,
    reminderMinutes: [...rules.reminderMinutes],
    limitPerDay: rules.limitPerDay ?? null,
    limitPerWeek: rules.limitPerWeek ?? null,
  };
}

async function writeWindows(
  trx: Transaction<Database>,
  lawyerId: string,
  { windows }: WantedRules,
): Promise<void> {
  await trx.deleteFrom('availabilityWindow').where('lawyerId', '=', lawyerId).execute();
  const rows = windows.map((window) => ({ ...window, lawyerId }));
  if (rows.length > 0) await trx.insertInto('availabilityWindow').values(rows).execute();
}

async function writeOverrides(
  trx: Transaction<Database>,
  kept: LawyerAvailability,
  wanted: WantedRules,
): Promise<void> {
  const { gone, come } = differenceOf(kept.overrides, wanted.overrides);
  const ids = gone.map(({ id }) => id);
  if (ids.length > 0) await trx.deleteFrom('availabilityOverride').where('id', 'in', ids).execute();
  const rows = come.map((override) => ({ ...override, lawyerId: kept.lawyerId }));
  if (rows.length > 0) await trx.insertInto('availabilityOverride').values(rows).execute();
}

async function writeTemporaryHours(
  trx: Transaction<Database>,
  kept: LawyerAvailability,
  wanted: WantedRules,
): Promise<void> {
  const { gone, come } = differenceOf(kept.temporaryHours, wanted.temporaryHours);
  const ids = gone.map(({ id }) => id);
  if (ids.length > 0) await trx.deleteFrom('temporaryHours').where('id', 'in', ids).execute();
  for (const { windows, ...hours } of come) {
    const { id: temporaryHoursId } = await trx
      .insertInto('temporaryHours')
      .values({ ...hours, lawyerId: kept.lawyerId })
      .returning('id')
      .executeTakeFirstOrThrow();
    const rows = windows.map((window) => ({ ...window, temporaryHoursId }));
    if (rows.length > 0) await trx.insertInto('temporaryHoursWindow').values(rows).execute();
  }
}

async function writeTravel(
  trx: Transaction<Database>,
  kept: LawyerAvailability,
  wanted: WantedRules,
): Promise<void> {
  const { gone, come } = differenceOf(kept.travel, wanted.travel);
  const ids = gone.map(({ id }) => id);
  if (ids.length > 0) await trx.deleteFrom('availabilityTravel').where('id', 'in', ids).execute();
  const rows = come.map((journey) => ({ ...journey, lawyerId: kept.lawyerId }));
  if (rows.length > 0) await trx.insertInto('availabilityTravel').values(rows).execute();
}
