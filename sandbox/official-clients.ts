import sharedClient from '@sendgrid/client';
import sharedMail from '@sendgrid/mail';
import twilio from 'twilio';
import RequestClient from 'twilio/lib/base/RequestClient.js';
import { rigKeys } from './rig.ts';

class RedirectedClient extends RequestClient {
  readonly #base: string;

  constructor(base: string) {
    super({ timeout: 5_000 });
    this.#base = base;
  }

  override request<Body>(options: RequestClient.RequestOptions<Body>) {
    const { hostname, pathname, search } = new URL(options.uri);
    return super.request<Body>({
      ...options,
      uri: `${this.#base}/${hostname.split('.')[0]}${pathname}${search}`,
    });
  }
}

/** Twilio's official client, pointed at a sandbox. */
export function twilioAt(url: string, secret = rigKeys.twilioApiSecret): twilio.Twilio {
  const { twilioApiKey, twilioAccountSid } = rigKeys;
  return twilio(twilioApiKey, secret, {
    accountSid: twilioAccountSid,
    httpClient: new RedirectedClient(`${url}/twilio`),
  });
}

export type Mailer = typeof sharedMail;
export type Letter = Exclude<Parameters<Mailer['send']>[0], unknown[]>;

/** SendGrid's official mailer, pointed at a sandbox; a new one, because what the packages export is shared by the whole process. */
export function sendgridAt(url: string, key = rigKeys.sendgridApiKey): Mailer {
  const client: typeof sharedClient = Reflect.construct(sharedClient.constructor, []);
  const mail: Mailer = Reflect.construct(sharedMail.constructor, []);
  client.setApiKey(key);
  client.setDefaultRequest('baseUrl', `${url}/sendgrid/`);
  mail.setClient(client);
  return mail;
}
