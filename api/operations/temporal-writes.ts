import type { Fault } from '#domain/problem.ts';
import { invalidRequest } from '#api/http/problems.ts';

/** Who sends; put into the argument in place of whatever it says. */
export interface OperatorActor {
  kind: 'operator';
  id: string;
}

export interface MessagePath {
  namespace: string;
  workflowId: string;
  name: string;
}

/**
 * What is sent on for a signal of the Temporal UI: built anew from the few fields that matter, so that nothing passes that
 * Temporal would read differently than we did.
 */
export function signalBody(
  body: unknown,
  { namespace, workflowId, name }: MessagePath,
  by: OperatorActor,
): object {
  return {
    namespace,
    workflowExecution: { workflowId, runId: textAt(body, 'workflowExecution', 'runId') },
    signalName: name,
    input: { payloads: [withActor(at(body, 'input', 'payloads'), by)] },
    identity: identityOf(by),
  };
}

/** The same for an update. */
export function updateBody(
  body: unknown,
  { namespace, workflowId, name }: MessagePath,
  by: OperatorActor,
): object {
  return {
    namespace,
    workflowExecution: { workflowId, runId: textAt(body, 'workflowExecution', 'runId') },
    request: {
      meta: { updateId: textAt(body, 'request', 'meta', 'updateId'), identity: identityOf(by) },
      input: { name, args: { payloads: [withActor(at(body, 'request', 'input', 'args', 'payloads'), by)] } },
    },
  };
}

/** How an operator appears in Temporal's own columns. */
export function identityOf({ id }: OperatorActor): string {
  return `operator ${id}`;
}

interface Payload {
  metadata: { encoding: string };
  data: string;
}

const JSON_PLAIN = 'json/plain';
const POINTER = '/body/input';

/** The one argument that every message of ours takes, an object in plain JSON, with the sender in it. */
function withActor(payloads: unknown, by: OperatorActor): Payload {
  const [payload, ...others]: unknown[] = Array.isArray(payloads) ? payloads : [];
  if (payload === undefined || others.length > 0) throw refused('must be exactly one object');
  if (decode(textAt(payload, 'metadata', 'encoding')) !== JSON_PLAIN) throw refused('must be plain JSON');
  const argument = parse(decode(textAt(payload, 'data')));
  if (typeof argument !== 'object' || argument === null || Array.isArray(argument))
    throw refused('must be an object');
  return { metadata: { encoding: encode(JSON_PLAIN) }, data: encode(JSON.stringify({ ...argument, by })) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused('must be valid JSON');
  }
}

function refused(detail: string): Error {
  const fault: Fault = { pointer: POINTER, detail };
  return invalidRequest([fault]);
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64');
}

export function textAt(value: unknown, ...path: readonly string[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
        ? Reflect.get(inner, name)
        : undefined,
    value,
  );
}
