import type { Webhooks } from '#sandbox/webhooks.ts';

export interface Callback {
  url: string | null;
  kind: string;
  about: string;
  parameters: Record<string, string>;
}

/** Calls a status callback with a signed form, if the resource has one. */
export function sendCallback(webhooks: Webhooks, { url, kind, about, parameters }: Callback): void {
  if (url === null) return;
  webhooks.send({
    provider: 'twilio',
    kind,
    about,
    url,
    contentType: 'application/x-www-form-urlencoded; charset=utf-8',
    body: new URLSearchParams(parameters).toString(),
    parameters,
  });
}
