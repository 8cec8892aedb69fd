import type { Logger, LogLevel, LogMetadata } from '@temporalio/worker';
import { pino } from 'pino';
import type { DestinationStream, Logger as Pino } from 'pino';

/** Lines of JSON on standard output. What looks like an address or a phone number is masked, wherever it stands. */
export function createLog(level: string, destination?: DestinationStream): Pino {
  const options = {
    level,
    base: { part: 'worker' },
    // Means nothing to people, and takes half of a line.
    redact: { paths: ['taskToken'], remove: true },
    serializers: { error: errorLine, err: errorLine },
    hooks: {
      // A text of a provider can carry what a person typed; the log is read by more people than the message was for.
      streamWrite: masked,
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

const emailLike = /[^\s@/"'<>(),:;\\[\]]+@[^\s@/"'<>(),:;\\[\]]+\.[a-z]{2,}/giu;
const phoneLike = /\+[1-9]\d{6,14}\b/g;

export function masked(line: string): string {
  return line.replaceAll(emailLike, '[e-mail]').replaceAll(phoneLike, '[phone]');
}

/** The SDK logs a failure with everything that hangs on it; what was sent to a provider stays out of the log. */
function errorLine(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack } = error;
  const cause = error.cause instanceof Error ? errorLine(error.cause) : undefined;
  return { type: name, message, stack, ...(cause !== undefined && { cause }) };
}

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** The logger that Temporal's SDK, the workflows and the activities write to. */
export function runtimeLogger(log: Pino): Logger {
  const write = (level: LogLevel, message: string, meta: LogMetadata = {}) =>
    log[levels[level]](meta, message);
  return {
    log: write,
    trace: (message, meta) => write('TRACE', message, meta),
    debug: (message, meta) => write('DEBUG', message, meta),
    info: (message, meta) => write('INFO', message, meta),
    warn: (message, meta) => write('WARN', message, meta),
    error: (message, meta) => write('ERROR', message, meta),
  };
}
