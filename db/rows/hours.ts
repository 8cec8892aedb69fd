import type { ColumnType, Generated } from 'kysely';
import type { CreatedAt } from './columns.ts';

export interface TemporaryHoursTable {
  id: Generated<string>;
  lawyerId: string;
  name: Generated<string>;
  /** Local dates: `2026-11-24`. */
  startDate: string;
  endDate: string;
}

export interface TemporaryHoursWindowTable {
  temporaryHoursId: string;
  dayOfWeek: number;
  startMinute: number;
  endMinute: number;
}

export interface AvailabilityTravelTable {
  id: Generated<string>;
  lawyerId: string;
  startDate: string;
  endDate: string;
  timezone: string;
}

export type AvailabilityChangeKind =
  | 'hours_changed'
  | 'override_added'
  | 'override_removed'
  | 'holidays_imported'
  | 'prices_changed'
  | 'calendar_connected'
  | 'calendar_disconnected';

export interface AvailabilityChangeTable {
  id: ColumnType<number, never, never>;
  lawyerId: string;
  version: number;
  kind: AvailabilityChangeKind;
  actorId: string | null;
  before: ColumnType<Record<string, unknown>, string | undefined, never>;
  after: ColumnType<Record<string, unknown>, string | undefined, never>;
  at: CreatedAt;
}
