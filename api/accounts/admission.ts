import { Problem } from '#domain/problem.ts';
import type { Role } from '#db/rows/accounts.ts';

export const scopes = [
  'slots:read',
  'consultations:read',
  'consultations:book',
  'consultations:reschedule',
  'consultations:cancel',
] as const;
export type Scope = (typeof scopes)[number];

/**
 * Who may call a route. `parties`: somebody signed in, or a key with the route's scope, and then only for consultations
 * of theirs, which the route looks up. `provider` and `machine` prove themselves in other ways, or need not.
 */
export type Who = 'all' | 'signed_in' | 'client' | 'lawyer' | 'operator' | 'parties' | 'provider' | 'machine';

export interface SignedInUser {
  kind: 'user';
  id: string;
  sessionId: string;
  role: Role;
  isPartner: boolean;
}

/** A program with an API key: acts for the partner who owns it. */
export interface KeyHolder {
  kind: 'key';
  keyId: string;
  partnerId: string;
  scopes: readonly string[];
}

export type Caller = { kind: 'anonymous' } | SignedInUser | KeyHolder;

export interface Admission {
  who: Who;
  /** With it, an API key that has this scope may call as well. */
  scope?: Scope | undefined;
}

/** Throws `unauthenticated` or `forbidden` when this caller may not call the route at all. */
export function admit(caller: Caller, { who, scope }: Admission): void {
  if (who === 'provider' || who === 'machine') return;
  if (caller.kind === 'key') return admitKey(caller, who, scope);
  if (who === 'all') return;
  if (caller.kind === 'anonymous')
    throw new Problem('unauthenticated', 'Sign in, or send an API key where one is taken.');
  if (who === 'signed_in' || who === 'parties' || caller.role === who) return;
  throw new Problem('forbidden', `This is for ${who === 'operator' ? 'operators' : `${who}s`}.`);
}

function admitKey(caller: KeyHolder, who: Who, scope: Scope | undefined): void {
  if (scope === undefined && who !== 'all')
    throw new Problem('unauthenticated', 'API keys are not taken here. Sign in.');
  if (scope !== undefined && !caller.scopes.includes(scope))
    throw new Problem('forbidden', `The API key lacks the scope ${scope}.`);
}
