const root = 'https://www.googleapis.com/auth/calendar';

function scopes(...names: readonly string[]): readonly string[] {
  return [root, ...names.map((name) => `${root}.${name}`)];
}

/** Any one of these lets a program do this. */
export const readEvents = scopes(
  'readonly',
  'events',
  'events.readonly',
  'events.owned',
  'events.owned.readonly',
  'events.public.readonly',
  'events.freebusy',
  'app.created',
);
export const writeEvents = scopes('events', 'events.owned', 'app.created');
export const askFreeBusy = scopes('readonly', 'freebusy', 'events.freebusy');
export const readCalendar = scopes('readonly', 'calendars', 'calendars.readonly', 'app.created');
export const readCalendarList = scopes('readonly', 'calendarlist', 'calendarlist.readonly');
export const readProfile = [
  'openid',
  'email',
  'profile',
  'https://www.googleapis.com/auth/userinfo.email',
  'https://www.googleapis.com/auth/userinfo.profile',
] as const;
