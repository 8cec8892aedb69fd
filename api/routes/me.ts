import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import T from 'typebox';
import { changeAccount, getAccount } from '#db/accounts.ts';
import { Account, accountOf, LocaleChoice } from '#api/accounts/account-view.ts';
import { userOf } from '#api/accounts/caller.ts';
import type { ApiDeps } from '#api/deps.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Name, Nullable, Phone, Strict, Zone } from '#api/http/schema-parts.ts';

export function meRoutes({ db, clock }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/me',
      {
        config: { who: 'signed_in' },
        schema: {
          tags: ['accounts'],
          summary: 'Your account',
          response: { 200: Account, ...refusals('unauthenticated') },
        },
      },
      async (request) => accountOf(await getAccount(db, userOf(request).id)),
    );

    app.put(
      '/api/me',
      {
        config: { who: 'signed_in' },
        schema: {
          tags: ['accounts'],
          summary: 'Change your account; absent fields stay',
          body: Strict({
            name: T.Optional(Name(200)),
            locale: T.Optional(LocaleChoice),
            timezone: T.Optional(Zone),
            phone: T.Optional(Nullable(Phone)),
          }),
          response: { 200: Account, ...refusals('unauthenticated', 'forbidden') },
        },
      },
      async (request) => {
        const { id } = userOf(request);
        await changeAccount(db, { id, change: request.body, at: new Date(clock()) });
        return accountOf(await getAccount(db, id));
      },
    );
  };
}
