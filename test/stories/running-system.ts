import '#test/setup/provided.ts';
import { inject } from 'vitest';
import type { RunningSystem } from '#dev/visitor.ts';

/** The system that the set-up of these tests brought up. */
export const system: RunningSystem = {
  publicUrl: inject('publicUrl'),
  sandboxUrl: inject('sandboxUrl'),
  sandboxToken: inject('sandboxToken'),
};
