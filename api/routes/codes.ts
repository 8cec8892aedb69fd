import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import T from 'typebox';
import { getAccount } from '#db/accounts.ts';
import { Account, accountOf, Password } from '#api/accounts/account-view.ts';
import { createAuthBridge } from '#api/accounts/auth-bridge.ts';
import { userOf } from '#api/accounts/caller.ts';
import { createCodeLimits } from '#api/accounts/code-limits.ts';
import type { ApiDeps } from '#api/deps.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Email, Instant, Nullable, Strict } from '#api/http/schema-parts.ts';

const Code = T.String({
  pattern: '^[0-9]{6}$',
  maxLength: 6,
  description: 'Six digits, from the newest mail. Good for ten minutes, once, and for three tries.',
  examples: ['048121'],
});
const NextCodeAt = T.Object({
  nextCodeAt: Nullable(Instant),
});

/** Codes by e-mail: proving the address while a slot is held, and a new password for one that was forgotten. */
export function codeRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  const { db, config } = deps;
  const limits = createCodeLimits(deps);
  const tags = ['accounts'];

  return async (app) => {
    const pass = createAuthBridge(app.auth, config.PUBLIC_URL);

    app.post(
      '/api/auth/email-otp/send-verification-otp',
      {
        config: { who: 'signed_in' },
        schema: {
          tags,
          summary: 'Send a code to your own address',
          description:
            'The first one is sent by itself when a slot is held. `nextCodeAt` is when another may be asked for; null when ' +
            'the address is proven already.',
          body: Strict({}),
          response: { 202: NextCodeAt, ...refusals('unauthenticated', 'forbidden') },
        },
      },
      async (request, reply) => {
        const { email, emailVerified } = await getAccount(db, userOf(request).id);
        if (emailVerified) return reply.code(202).send({ nextCodeAt: null });
        const nextCodeAt = await limits.send('verify_address', email);
        await pass(request, reply, { email, type: 'email-verification' });
        return reply.code(202).send({ nextCodeAt: nextCodeAt.toISOString() });
      },
    );

    app.post(
      '/api/auth/email-otp/verify-email',
      {
        config: { who: 'signed_in' },
        schema: {
          tags,
          summary: 'Prove your address with the code that was sent there',
          body: Strict({ code: Code }),
          response: { 200: T.Object({ user: Account }), ...refusals('unauthenticated', 'forbidden') },
        },
      },
      async (request, reply) => {
        const { id } = userOf(request);
        const { email, emailVerified } = await getAccount(db, id);
        // A repeat, whose first answer was lost, has done what it should.
        if (!emailVerified) {
          await limits.guess('verify_address', email);
          await pass(request, reply, { email, otp: request.body.code });
          await limits.guessed('verify_address', email);
        }
        return { user: accountOf(await getAccount(db, id)) };
      },
    );

    app.post(
      '/api/auth/email-otp/request-password-reset',
      {
        config: { who: 'all' },
        schema: {
          tags,
          summary: 'Send a code for a new password',
          description: 'The answer is the same whether or not the address has an account.',
          body: Strict({ email: Email }),
          response: { 202: NextCodeAt, ...refusals('forbidden') },
        },
      },
      async (request, reply) => {
        const { email } = request.body;
        const nextCodeAt = await limits.send('reset_password', email);
        await pass(request, reply, { email });
        return reply.code(202).send({ nextCodeAt: nextCodeAt.toISOString() });
      },
    );

    app.post(
      '/api/auth/email-otp/reset-password',
      {
        config: { who: 'all' },
        schema: {
          tags,
          summary: 'Choose a new password with the code that was sent; every session ends',
          body: Strict({ email: Email, code: Code, password: Password }),
          response: { 200: T.Object({ success: T.Boolean() }), ...refusals('forbidden') },
        },
      },
      async (request, reply) => {
        const { email, code, password } = request.body;
        await limits.guess('reset_password', email);
        await pass(request, reply, { email, otp: code, password });
        await limits.guessed('reset_password', email);
        return { success: true };
      },
    );
  };
}
