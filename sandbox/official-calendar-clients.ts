import { auth, calendar, type calendar_v3 } from '@googleapis/calendar';
import {
  Client,
  type Context,
  HTTPMessageHandler,
  type Middleware,
  RetryHandler,
  RetryHandlerOptions,
} from '@microsoft/microsoft-graph-client';
import { sandboxClients } from './calendars/clients.ts';

export type GoogleSignIn = InstanceType<typeof auth.OAuth2>;

/** Google's official OAuth client, pointed at a sandbox. */
export function googleSignInAt(url: string, redirectUri: string, clients = sandboxClients): GoogleSignIn {
  return new auth.OAuth2({
    clientId: clients.googleClientId,
    clientSecret: clients.googleClientSecret,
    redirectUri,
    forceRefreshOnFailure: true,
    endpoints: {
      oauth2AuthBaseUrl: `${url}/google/o/oauth2/v2/auth`,
      oauth2TokenUrl: `${url}/google/token`,
      oauth2RevokeUrl: `${url}/google/revoke`,
    },
  });
}

/** Google's official calendar client for somebody who has signed in. */
export function googleCalendarAt(url: string, signIn: GoogleSignIn): calendar_v3.Calendar {
  return calendar({ version: 'v3', rootUrl: `${url}/google/`, auth: signIn });
}

/** Attaches the token itself: the client's own handler leaves it out for any address but Microsoft's. */
class BearerHandler implements Middleware {
  readonly #token: string;
  readonly #next: Middleware;

  constructor(token: string, next: Middleware) {
    this.#token = token;
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    context.options = {
      ...context.options,
      headers: {
        ...Object.fromEntries(new Headers(context.options?.headers)),
        authorization: `Bearer ${this.#token}`,
      },
    };
    await this.#next.execute(context);
  }
}

/** Microsoft's official client for somebody who has signed in; it repeats throttled requests by itself when told so. */
export function graphAt(url: string, accessToken: string, { retries = 0 } = {}): Client {
  const retry = new RetryHandler(new RetryHandlerOptions(1, retries));
  retry.setNext(new HTTPMessageHandler());
  return Client.initWithMiddleware({
    baseUrl: `${url}/microsoft`,
    defaultVersion: 'v1.0',
    middleware: new BearerHandler(accessToken, retry),
  });
}
