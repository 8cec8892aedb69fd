import { auth, calendar, type calendar_v3 } from '@googleapis/calendar';
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
