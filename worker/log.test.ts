import { describe, expect, it } from 'vitest';
import { createLog, runtimeLogger } from './log.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  let lines = '';
  write(createLog('trace', { write: (line) => void (lines += line) }));
  return lines;
}

describe('the log of the worker', () => {
  it('masks addresses and phone numbers wherever they stand', () => {
    const lines = logged((log) => {
      log.info(
        { to: 'sara.haddad+x@example.com', nested: { phones: ['+971500000001'] } },
        'to sara@example.co.uk',
      );
      log.error({
        error: new Error("'To' number +447700900123 is not valid", { cause: new Error('for <a@b.example>') }),
      });
    });
    expect(lines).not.toMatch(/sara|example|971500000001|447700900123/);
    expect(lines).toContain('[e-mail]');
    expect(lines).toContain('[phone]');
  });

  it('leaves ids, amounts, instants and versions alone', () => {
    const fields = {
      id: '0193a1b2-0000-8000-8000-000000000001',
      amountMinor: 57_750,
      at: '2026-11-24T12:00:00+04:00',
    };
    const stack = 'at node_modules/@temporalio/common/lib/failure.js:196';
    const [line = ''] = logged((log) => log.info({ ...fields, stack }, 'temporal@1.24.0 listens')).split(
      '\n',
    );
    expect(JSON.parse(line)).toMatchObject({
      ...fields,
      stack,
      msg: 'temporal@1.24.0 listens',
      part: 'worker',
    });
  });

  it('leaves out what hangs on an error, such as the request it belongs to', () => {
    const error = Object.assign(new Error('failed'), { config: { data: 'what the client wrote' } });
    const lines = logged((log) => log.error({ error, err: error }));
    expect(lines).toContain('failed');
    expect(lines).not.toContain('what the client wrote');
  });

  it("takes the SDK's levels", () => {
    const lines = logged((log) => {
      const logger = runtimeLogger(log);
      logger.log('WARN', 'one', { taskQueue: 'consultations' });
      logger.debug('two');
    });
    expect(
      lines
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { level: 40, msg: 'one', taskQueue: 'consultations' },
      { level: 20, msg: 'two' },
    ]);
  });
});
