import { createHmac } from 'node:crypto';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { SandboxContext, SandboxKeys } from '#sandbox/context.ts';
import { sameText } from '#sandbox/secrets.ts';
import { type JoinOutcome, joinRoom, openRoomNamed } from './rooms.ts';

const lifeSecondsMax = 24 * 3600;

const header = Type.Object({
  alg: Type.Literal('HS256'),
  typ: Type.Literal('JWT'),
  cty: Type.Literal('twilio-fpa;v=1'),
});
const claims = Type.Object({
  iss: Type.String(),
  sub: Type.String(),
  iat: Type.Optional(Type.Integer()),
  nbf: Type.Optional(Type.Integer()),
  exp: Type.Integer(),
  grants: Type.Object({
    identity: Type.String({ minLength: 1 }),
    video: Type.Object({ room: Type.Optional(Type.String()) }),
  }),
});

interface TokenRefusal {
  code: number;
  message: string;
}

type Admission = { identity: string; room: string | undefined } | TokenRefusal;

/** Joins as the person whom the token names, if Twilio would let a browser in with it. */
export function joinWithToken(
  context: SandboxContext,
  name: string,
  token: string,
): JoinOutcome | ({ status: 'refused' } & TokenRefusal) {
  const admission = readAccessToken(token, context.options.keys, context.clock.nowSeconds());
  if ('code' in admission) return { status: 'refused', ...admission };
  const { identity, room } = admission;
  if (room !== undefined && openRoomNamed(context, room)?.sid !== openRoomNamed(context, name)?.sid) {
    return { status: 'refused', code: 53106, message: 'The Access Token is for another room' };
  }
  return joinRoom(context, name, identity);
}

/** Whom a token admits, and to which room (by name or sid; without one, to all). */
function readAccessToken(token: string, keys: SandboxKeys, nowSeconds: number): Admission {
  const [head = '', body = '', signature = ''] = token.split('.');
  const expected = createHmac('sha256', keys.twilioApiSecret).update(`${head}.${body}`).digest('base64url');
  if (!sameText(signature, expected)) return refuse(20101, 'Invalid Access Token signature');
  const parsedHeader = decoded(head);
  const parsed = decoded(body);
  if (!Value.Check(header, parsedHeader)) return refuse(20102, 'Invalid Access Token header');
  if (!Value.Check(claims, parsed)) return refuse(20105, 'Invalid Access Token grants');
  if (parsed.iss !== keys.twilioApiKey || parsed.sub !== keys.twilioAccountSid) {
    return refuse(20103, 'Invalid Access Token issuer/subject');
  }
  if (parsed.exp <= nowSeconds) return refuse(20104, 'Access Token expired or expiration date invalid');
  if ((parsed.nbf ?? 0) > nowSeconds) return refuse(20105, 'Access Token not yet valid');
  if (parsed.exp - (parsed.iat ?? nowSeconds) > lifeSecondsMax)
    return refuse(20157, 'Expiration Time in the Access Token Exceeds Maximum Time Allowed');
  return { identity: parsed.grants.identity, room: parsed.grants.video.room };
}

function refuse(code: number, message: string): TokenRefusal {
  return { code, message };
}

function decoded(part: string): unknown {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return value;
  } catch {
    return undefined;
  }
}
