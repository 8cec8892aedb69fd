import http from 'node:http';
import https from 'node:https';
import { CalendarFailure, failureOfAnswer, failureOfCall } from './calendar-failure.ts';
import { callTimeoutMs } from './provider.ts';
import { publicLookup, refuseLiteral } from './public-address.ts';

/** A year of a busy person is a tenth of this. */
export const bytesMax = 5 * 1024 * 1024;
const redirectsMax = 3;

export interface FetchRules {
  /** Origins that are let through although they are private or not encrypted: the sandbox in development. */
  allowedOrigins: ReadonlySet<string>;
  /** For all of it, redirects included. */
  timeoutMs?: number;
}

/**
 * The text at an address that somebody typed. It can lead only to the public internet and only encrypted, at every
 * redirect, within 15 seconds and 5 MiB in all. What is there is of no concern to anybody but the calendar: an answer that
 * is no calendar is never shown.
 */
export async function fetchPublicText(address: string, rules: FetchRules): Promise<string> {
  const signal = AbortSignal.timeout(rules.timeoutMs ?? callTimeoutMs);
  let url = urlOf(address, rules);
  for (let redirects = 0; redirects <= redirectsMax; redirects += 1) {
    const answer = await ask(url, rules, signal);
    if ('text' in answer) return answer.text;
    url = urlOf(answer.location, rules, url);
  }
  throw new CalendarFailure('provider_refused');
}

/** `webcal:` is how calendars write `https:`. */
function urlOf(address: string, { allowedOrigins }: FetchRules, base?: URL): URL {
  const url = URL.parse(address.replace(/^webcals?:/i, 'https:'), base?.href);
  if (!url || url.username !== '' || url.password !== '') throw notAllowed();
  if (allowedOrigins.has(url.origin)) return url;
  if (url.protocol !== 'https:') throw notAllowed();
  refuseLiteral(url.hostname);
  return url;
}

function notAllowed(): CalendarFailure {
  return new CalendarFailure('address_not_allowed', 'needs_lawyer');
}

type Answer = { text: string } | { location: string };

async function ask(url: URL, { allowedOrigins }: FetchRules, signal: AbortSignal): Promise<Answer> {
  try {
    const response = await responseOf(url, {
      signal,
      // A socket of its own: one that was opened for another request may lead elsewhere.
      agent: false,
      headers: { accept: 'text/calendar, */*;q=0.1', 'accept-encoding': 'identity', 'user-agent': 'Majlis' },
      ...(!allowedOrigins.has(url.origin) && { lookup: publicLookup }),
    });
    try {
      return await answerIn(response);
    } finally {
      response.destroy();
    }
  } catch (error) {
    if (signal.aborted) throw new CalendarFailure('timeout');
    throw failureOfCall(error);
  }
}

function responseOf(url: URL, options: https.RequestOptions): Promise<http.IncomingMessage> {
  const { get } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    get(url, options, resolve).once('error', reject);
  });
}

async function answerIn(response: http.IncomingMessage): Promise<Answer> {
  const { statusCode: status = 0, headers } = response;
  if (status >= 300 && status < 400 && headers.location !== undefined) return { location: headers.location };
  if (status !== 200) throw failureOf(status, headers['retry-after']);
  if (Number(headers['content-length'] ?? 0) > bytesMax) throw new CalendarFailure('calendar_too_large');
  // Nothing was asked for but plain text, and what unpacks has no size until it has unpacked.
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw new CalendarFailure('not_a_calendar');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    const part = Buffer.from(chunk);
    size += part.length;
    if (size > bytesMax) throw new CalendarFailure('calendar_too_large');
    chunks.push(part);
  }
  if (!response.complete) throw new CalendarFailure('network');
  return { text: Buffer.concat(chunks).toString('utf8') };
}

function failureOf(status: number, retryAfter: string | undefined): CalendarFailure {
  if (status === 401 || status === 403) return new CalendarFailure('address_refused', 'needs_lawyer');
  return failureOfAnswer({ status, reason: undefined, retryAfter }, 'address_gone');
}
