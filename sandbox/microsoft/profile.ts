import { uuidOf } from '#sandbox/calendars/identity-token.ts';
import type { GraphOperation } from './operation.ts';

/** Whose account it is. */
export const profileOperation: GraphOperation = {
  name: 'me.get',
  method: 'GET',
  path: '/me',
  scopes: ['User.Read', 'User.ReadBasic.All', 'User.ReadWrite'],
  run({ account, base }) {
    const [givenName = '', ...others] = account.name.split(' ');
    return {
      '@odata.context': `${base}/$metadata#users/$entity`,
      id: uuidOf(account.id),
      displayName: account.name,
      givenName,
      surname: others.join(' '),
      mail: account.address,
      userPrincipalName: account.address,
      businessPhones: [],
      jobTitle: null,
      mobilePhone: null,
      officeLocation: null,
      preferredLanguage: null,
    };
  },
};
