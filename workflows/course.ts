import type { Beside } from './beside.ts';
import type { Desk } from './desk.ts';
import type { ConsultationState } from './state.ts';

/** What every step of one consultation's workflow is given. */
export interface Course {
  readonly state: ConsultationState;
  readonly desk: Desk;
  readonly beside: Beside;
}
