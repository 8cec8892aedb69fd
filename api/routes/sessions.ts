import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import T from 'typebox';
import { Parse } from 'typebox/value';
import { getAccount } from '#db/accounts.ts';
import { endSession, listSessions } from '#db/sessions.ts';
import { createAuthBridge } from '#api/accounts/auth-bridge.ts';
import { userOf } from '#api/accounts/caller.ts';
import type { ApiDeps } from '#api/deps.ts';
import { notFound } from '#api/http/problems.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Email, Instant, Name, Nullable, PageOf, Strict, Uuid, Zone } from '#api/http/schema-parts.ts';
import { createSignInLimits } from '#api/accounts/sign-in-limits.ts';
import { Account, accountOf, LocaleChoice, Password } from '#api/accounts/account-view.ts';

const GivenPassword = T.String({ minLength: 1, maxLength: 128 });
const SignedIn = T.Object({ user: Account });

const Session = T.Object({
  id: Uuid,
  createdAt: Instant,
  expiresAt: Instant,
  userAgent: Nullable(T.String()),
  isCurrent: T.Boolean(),
});

const Answer = T.Object({ user: T.Object({ id: T.String() }) });

function userIdIn(answer: unknown): string {
  return Parse(Answer, answer).user.id;
}

/** Signing up, in and out, and the sessions that are open. Sign-up makes clients only. */
export function sessionRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  const { db, clock, config } = deps;
  const limits = createSignInLimits(deps);
  const accountIn = async (answer: unknown) => accountOf(await getAccount(db, userIdIn(answer)));
  const tags = ['accounts'];

  return async (app) => {
    const pass = createAuthBridge(app.auth, config.PUBLIC_URL);

    app.post(
      '/api/auth/sign-up/email',
      {
        config: { who: 'all' },
        schema: {
          tags,
          summary: 'Make an account as a client and sign in',
          body: Strict({
            name: Name(200, { examples: ['Salma Nasser'] }),
            email: Email,
            password: Password,
            locale: T.Optional(LocaleChoice),
            timezone: T.Optional(Zone),
          }),
          response: { 200: SignedIn, ...refusals('forbidden') },
        },
      },
      async (request, reply) => {
        const answer = await pass(request, reply, request.body);
        return { user: await accountIn(answer) };
      },
    );

    app.post(
      '/api/auth/sign-in/email',
      {
        config: { who: 'all' },
        schema: {
          tags,
          summary: 'Sign in; the answer sets the session cookie',
          body: Strict({ email: Email, password: GivenPassword }),
          response: { 200: SignedIn, ...refusals('unauthenticated', 'forbidden') },
        },
      },
      async (request, reply) => {
        await limits.attempt(request.body.email);
        const answer = await pass(request, reply, request.body);
        await limits.succeeded(request.body.email);
        return { user: await accountIn(answer) };
      },
    );

    app.post(
      '/api/auth/sign-out',
      {
        config: { who: 'all' },
        schema: {
          tags,
          summary: 'End this session',
          response: { 200: T.Object({ success: T.Boolean() }), ...refusals('forbidden') },
        },
      },
      async (request, reply) => {
        await pass(request, reply, {});
        return { success: true };
      },
    );

    app.get(
      '/api/auth/get-session',
      {
        config: { who: 'all' },
        schema: {
          tags,
          summary: 'Who is signed in; `user` is null for nobody',
          response: { 200: T.Object({ user: Nullable(Account) }), ...refusals() },
        },
      },
      async ({ caller }) => ({
        user: caller.kind === 'user' ? accountOf(await getAccount(db, caller.id)) : null,
      }),
    );

    app.post(
      '/api/auth/change-password',
      {
        config: { who: 'signed_in' },
        schema: {
          tags,
          summary: 'Change the password; every other session ends',
          body: Strict({ currentPassword: GivenPassword, newPassword: Password }),
          response: { 200: SignedIn, ...refusals('unauthenticated', 'forbidden') },
        },
      },
      async (request, reply) => {
        await pass(request, reply, { ...request.body, revokeOtherSessions: true });
        return { user: accountOf(await getAccount(db, userOf(request).id)) };
      },
    );

    app.get(
      '/api/auth/list-sessions',
      {
        config: { who: 'signed_in' },
        schema: {
          tags,
          summary: 'Your open sessions',
          response: { 200: PageOf(Session), ...refusals('unauthenticated') },
        },
      },
      async (request) => {
        const user = userOf(request);
        const sessions = await listSessions(db, user.id, new Date(clock()));
        return {
          data: sessions.map((each) => ({
            ...each,
            createdAt: each.createdAt.toISOString(),
            expiresAt: each.expiresAt.toISOString(),
            isCurrent: each.id === user.sessionId,
          })),
          nextCursor: null,
        };
      },
    );

    app.post(
      '/api/auth/revoke-session',
      {
        config: { who: 'signed_in' },
        schema: {
          tags,
          summary: 'End one of your sessions',
          body: Strict({ id: Uuid }),
          response: { 204: T.Null(), ...refusals('unauthenticated', 'forbidden', 'not_found') },
        },
      },
      async (request, reply) => {
        const hasEnded = await endSession(db, { id: request.body.id, userId: userOf(request).id });
        if (!hasEnded) throw notFound();
        return reply.code(204).send(null);
      },
    );
  };
}
