import type { CalendarAccount } from '#sandbox/calendars/records.ts';
import { subjectOf } from '#sandbox/calendars/identity-token.ts';
import type { GoogleOperation } from './operation.ts';
import { readCalendar, readCalendarList, readProfile } from './scopes.ts';

/** Whose account it is, and the one calendar in it. */
export const calendarOperations: readonly GoogleOperation[] = [
  {
    name: 'userinfo.get',
    method: 'GET',
    path: '/google/oauth2/v3/userinfo',
    scopes: readProfile,
    run: ({ account }) => ({
      sub: subjectOf(account),
      name: account.name,
      email: account.address,
      email_verified: true,
    }),
  },
  {
    name: 'calendars.get',
    method: 'GET',
    path: '/google/calendar/v3/calendars/:calendarId',
    scopes: readCalendar,
    run: ({ account }) => ({ kind: 'calendar#calendar', ...calendar(account) }),
  },
  {
    name: 'calendarList.list',
    method: 'GET',
    path: '/google/calendar/v3/users/me/calendarList',
    scopes: readCalendarList,
    run: ({ account }) => ({
      kind: 'calendar#calendarList',
      etag: `"${account.createdAt}"`,
      items: [
        {
          kind: 'calendar#calendarListEntry',
          ...calendar(account),
          colorId: '14',
          selected: true,
          accessRole: 'owner',
          primary: true,
          defaultReminders: [{ method: 'popup', minutes: 10 }],
        },
      ],
    }),
  },
];

function calendar(account: CalendarAccount): object {
  return {
    etag: `"${account.createdAt}"`,
    id: account.address,
    summary: account.address,
    timeZone: account.timezone,
  };
}
