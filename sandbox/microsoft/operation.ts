import type { CalendarAccount } from '#sandbox/calendars/records.ts';

export interface GraphCall {
  account: CalendarAccount;
  clientId: string;
  /** The ids in the path. */
  ids: Readonly<Record<string, string>>;
  query: URLSearchParams;
  body: unknown;
  ifMatch: string | undefined;
  /** The zone of the answer's times: `Prefer: outlook.timezone="…"`, as the caller named it. */
  zone: { name: string; iana: string };
  /** Of `Prefer: odata.maxpagesize=…` */
  pageSize: number | undefined;
  /** `http://127.0.0.1:4010/microsoft/v1.0`, as the caller reached it. */
  base: string;
}

/** An endpoint of Microsoft Graph. */
export interface GraphOperation {
  name: string;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/microsoft/v1.0`. */
  path: string;
  /** One of these must have been allowed. */
  scopes: readonly string[];
  /** Answers, or throws a refusal before it has changed anything; null is an empty answer. */
  run(call: GraphCall): object | null | Promise<object | null>;
  successStatus?: number;
}

export const readCalendars = ['Calendars.Read', 'Calendars.ReadBasic', 'Calendars.ReadWrite'] as const;
export const writeCalendars = ['Calendars.ReadWrite'] as const;
