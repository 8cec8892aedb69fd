import { describe, expect, it } from 'vitest';
import { signalBody, updateBody } from './temporal-writes.ts';

const path = { namespace: 'default', workflowId: 'consultation-1', name: 'retry' };
const by = { kind: 'operator', id: 'op' } as const;
const base64 = (text: string) => Buffer.from(text).toString('base64');
const payload = (value: unknown, encoding = 'json/plain') => ({
  metadata: { encoding: base64(encoding) },
  data: base64(typeof value === 'string' ? value : JSON.stringify(value)),
});
const update = (...payloads: unknown[]) => ({
  request: { meta: { updateId: 'u' }, input: { args: { payloads } } },
});

interface SentUpdate {
  request: { meta: object; input: { name: string; args: { payloads: { data: string }[] } } };
}
function sentArgument(body: unknown): unknown {
  const sent = updateBody(body, path, by) as SentUpdate;
  return JSON.parse(Buffer.from(sent.request.input.args.payloads[0]?.data ?? '', 'base64').toString());
}

describe('a message from the Temporal UI', () => {
  it('carries the operator, whatever it says itself', () => {
    expect(sentArgument(update(payload({ decision: 'refund' })))).toEqual({ decision: 'refund', by });
    expect(sentArgument(update(payload({ by: { kind: 'system' } })))).toEqual({ by });
  });

  it('is built anew, so that nothing else passes', () => {
    const body = { ...update(payload({})), wait_policy: {}, workflow_execution: { workflow_id: 'another' } };
    expect(updateBody(body, path, by)).toEqual({
      namespace: 'default',
      workflowExecution: { workflowId: 'consultation-1', runId: '' },
      request: {
        meta: { updateId: 'u', identity: 'operator op' },
        input: { name: 'retry', args: { payloads: [payload({ by })] } },
      },
    });
    expect(signalBody({ signalName: 'another', input: { payloads: [payload({})] } }, path, by)).toEqual({
      namespace: 'default',
      workflowExecution: { workflowId: 'consultation-1', runId: '' },
      signalName: 'retry',
      input: { payloads: [payload({ by })] },
      identity: 'operator op',
    });
  });

  it.each([
    ['none', update()],
    ['two', update(payload({}), payload({}))],
    ['a list', update(payload([]))],
    ['a text', update(payload('"x"'))],
    ['null', update(payload('null'))],
    ['not JSON', update(payload('{'))],
    ['another encoding', update(payload({}, 'binary/encrypted'))],
    ['no body', {}],
    ['a body that is no object', 'x'],
  ])('is refused when its argument is %s', (_what, body) => {
    expect(() => updateBody(body, path, by)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
  });
});
