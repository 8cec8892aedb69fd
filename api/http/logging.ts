import type { FastifyRequest } from 'fastify';

/**
 * What is logged of a request and an error. Nothing that somebody typed gets into a log: no query, no header, no body,
 * and of a refusal by Postgres not the message, which can quote a value, but its code and the constraint.
 */
export const serializers = {
  req: (request: FastifyRequest) => ({ method: request.method, path: withoutSecrets(request.url) }),
  err: (error: Error) => describeError(error, 4),
};

/** The last part of a calendar feed's path is what opens it. */
function withoutSecrets(url: string): string {
  return url.replace(/\?.*/s, '').replace(/(calendar-feed\/).+/is, '$1*');
}

interface ErrorForLog {
  type: string;
  message: string;
  code?: string | number;
  stack: string;
  cause?: ErrorForLog;
}

function describeError(error: Error, levels: number): ErrorForLog {
  const code: unknown = Reflect.get(error, 'code');
  return {
    type: error.name,
    message: messageOf(error),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    stack: framesOf(error.stack),
    ...(error.cause instanceof Error && levels > 1 && { cause: describeError(error.cause, levels - 1) }),
  };
}

function messageOf(error: Error): string {
  const severity: unknown = Reflect.get(error, 'severity');
  if (typeof severity !== 'string') return error.message;
  const constraint: unknown = Reflect.get(error, 'constraint');
  return typeof constraint === 'string' ? `refused by ${constraint}` : 'refused by Postgres';
}

/** The first line of a stack repeats the message. */
function framesOf(stack = ''): string {
  return stack
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .join('\n');
}
