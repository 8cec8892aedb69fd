import type { Account } from '#web/requests/account.ts';

const homes: Readonly<Record<Account['role'], string>> = {
  client: '/consultations',
  lawyer: '/lawyer',
  operator: '/operations',
};

/** Where to go after the sign-in: back to the page that asked for it, never to another site. */
export function nextPage(asked: string | undefined, role: Account['role'] | undefined): string {
  if (asked !== undefined && /^\/(?![/\\])/.test(asked)) return asked;
  return role === undefined ? '/' : homes[role];
}
