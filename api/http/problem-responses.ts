import { problems } from '#domain/problem.ts';
import type { ProblemCode } from '#domain/problem.ts';
import { ProblemSchema, RefTo } from './schema-parts.ts';

interface ProblemResponse {
  description: string;
  headers?: Record<string, object>;
  content: {
    'application/problem+json': { schema: ReturnType<typeof RefTo<typeof ProblemSchema>>; example: object };
  };
}

/** Every path can answer these: a fault of the request, too many of them, and an outage. */
const everywhere = ['invalid_request', 'too_many_requests', 'temporarily_unavailable'] as const;

/** The refusals that say when to ask again. */
const waits = new Set<ProblemCode>(['too_many_requests', 'temporarily_unavailable']);
const waitHeader = {
  'Retry-After': { type: 'integer', description: 'Seconds to wait before the same request is sent again.' },
};

/** The refusals of a route, for its `response`: one entry for each status, with the codes it can have. */
export function refusals(...codes: readonly ProblemCode[]): Record<number, ProblemResponse> {
  const byStatus = Map.groupBy(
    new Set<ProblemCode>([...everywhere, ...codes]),
    (code) => problems[code].status,
  );
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [status, responseOf(status, ofStatus)]),
  );
}

/** What every route that takes a body can answer besides. */
export const bodyRefusals = refusals('payload_too_large', 'unsupported_media_type');

function responseOf(status: number, codes: readonly ProblemCode[]): ProblemResponse {
  const [first = 'invalid_request'] = codes;
  return {
    description: codes.map((code) => `\`${code}\`: ${problems[code].title}.`).join(' '),
    ...(codes.some((code) => waits.has(code)) && { headers: waitHeader }),
    content: {
      'application/problem+json': {
        schema: RefTo(ProblemSchema),
        example: {
          type: `https://majlis.example/problems/${first}`,
          title: problems[first].title,
          status,
          detail: `${problems[first].title}.`,
          code: first,
        },
      },
    },
  };
}
