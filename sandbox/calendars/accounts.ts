import type { State } from '#sandbox/state.ts';
import type { CalendarAccount, CalendarProvider } from './records.ts';

const people = [
  { mailbox: 'layla.alhashimi', name: 'Layla Al Hashimi', timezone: 'Asia/Dubai' },
  { mailbox: 'james.whitfield', name: 'James Whitfield', timezone: 'Europe/London' },
  { mailbox: 'daniel.okafor', name: 'Daniel Okafor', timezone: 'America/New_York' },
] as const;

const defaultZone = 'Asia/Dubai';

/** How the address of an account looks at each provider. */
const addressShapes: Record<CalendarProvider, RegExp> = {
  google: /^[^\s@:/]{1,64}@[^\s@:/]{1,190}$/,
  microsoft: /^[^\s@:/]{1,64}@[^\s@:/]{1,190}$/,
  ics: /^[a-z0-9][a-z0-9.-]{0,59}$/,
};

export function accountIdOf(provider: CalendarProvider, address: string): string {
  return `${provider}:${address.toLowerCase()}`;
}

export function findAccount(
  state: State,
  provider: CalendarProvider,
  address: string,
): CalendarAccount | undefined {
  return state.calendarAccounts.find(accountIdOf(provider, address));
}

/** The account of this address, which is made when it is new; undefined when this can be no address. */
export function openAccount(
  state: State,
  provider: CalendarProvider,
  address: string,
  nowMs: number,
): CalendarAccount | undefined {
  const known = findAccount(state, provider, address);
  if (known || !addressShapes[provider].test(address.toLowerCase())) return known;
  const [mailbox = address] = address.split('@', 1);
  const account = newAccount({ provider, address, name: mailbox, timezone: defaultZone, createdAt: nowMs });
  state.calendarAccounts.put(account.id, account);
  return account;
}

/** A few people with an account at each provider, so that there is somebody to choose. */
export function openPeoplesAccounts(state: State, nowMs: number): void {
  for (const { mailbox, name, timezone } of people) {
    const addresses = [
      ['google', `${mailbox}@gmail.test`],
      ['microsoft', `${mailbox}@outlook.test`],
      ['ics', mailbox],
    ] as const;
    for (const [provider, address] of addresses) {
      if (findAccount(state, provider, address)) continue;
      const account = newAccount({ provider, address, name, timezone, createdAt: nowMs });
      state.calendarAccounts.put(account.id, account);
    }
  }
}

function newAccount(
  known: Pick<CalendarAccount, 'provider' | 'address' | 'name' | 'timezone' | 'createdAt'>,
): CalendarAccount {
  const address = known.address.toLowerCase();
  return { ...known, address, id: accountIdOf(known.provider, address), revision: 1, revisionMin: 0 };
}
