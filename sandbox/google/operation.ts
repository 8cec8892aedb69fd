import type { CalendarAccount } from '#sandbox/calendars/records.ts';

export interface GoogleCall {
  /** Whose calendar it is; `primary` and the account's own address name it. */
  account: CalendarAccount;
  clientId: string;
  /** The ids in the path. */
  ids: Readonly<Record<string, string>>;
  query: URLSearchParams;
  body: unknown;
  ifMatch: string | undefined;
}

/** An endpoint of the Calendar API. */
export interface GoogleOperation {
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  /** One of these must have been allowed. */
  scopes: readonly string[];
  /** Answers, or throws a refusal before it has changed anything; null is an empty answer. */
  run(call: GoogleCall): object | null;
}
