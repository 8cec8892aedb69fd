import { describe, expect, it } from 'vitest';
import { workflowBundle } from './bundle.ts';

const silent = () => undefined;
const logger = { log: silent, trace: silent, debug: silent, info: silent, warn: silent, error: silent };

describe('the bundle of the workflows', () => {
  it('is built once in a process', async () => {
    const first = workflowBundle(logger);
    expect(workflowBundle(logger)).toBe(first);
    const { code } = await first;
    expect(code).toContain('async function consultation(');
  });

  it('holds what decides and nothing that acts, because every cached workflow pays for it', async () => {
    const { code } = await workflowBundle(logger);
    const strangers = ['luxon', 'kysely', 'stripe', 'twilio', 'typebox', 'pino'];
    expect(strangers.filter((name) => code.includes(`node_modules/${name}/`))).toEqual([]);
  });
});
