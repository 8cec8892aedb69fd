import type { SandboxContext } from '#sandbox/context.ts';
import {
  type AuthorisationFault,
  type AuthorisationRequest,
  readAuthorisationRequest,
} from './authorisation-request.ts';
import { isRealGoogleClient, isRealMicrosoftClient } from './clients.ts';
import { consentOf, grantCode } from './grants.ts';
import type { CalendarAccount } from './records.ts';

/** A provider that people are sent to for their consent. */
export interface ConsentProvider {
  provider: 'google' | 'microsoft';
  name: string;
  /** Of its consent page. */
  path: string;
  read(query: URLSearchParams): AuthorisationRequest | AuthorisationFault;
  /** Whether somebody may allow the rest without this scope. */
  canLeaveOut: (scope: string) => boolean;
  /** What the product is told when somebody says no. */
  denial: Readonly<Record<string, string>>;
  /** Keeps the consent; what the product is told. */
  allow(request: AuthorisationRequest, account: CalendarAccount): Readonly<Record<string, string>>;
}

export function consentProviders(context: SandboxContext): readonly ConsentProvider[] {
  const { calendarClients, options } = context;
  const { publicUrl } = options;
  return [
    {
      provider: 'google',
      name: 'Google',
      path: '/google/o/oauth2/v2/auth',
      read: (query) =>
        readAuthorisationRequest(query, {
          clientId: calendarClients.googleClientId,
          isRealClient: isRealGoogleClient,
          publicUrl,
        }),
      canLeaveOut: (scope) => scope.startsWith('https://www.googleapis.com/auth/calendar'),
      denial: { error: 'access_denied' },
      allow(request, account) {
        const before = consentOf(context.state, account.id, request.clientId);
        // Google gives a refresh token with the first consent, and again only to a program that asks for consent anew.
        const isFirst = !before || before.revokedAt !== null;
        const givesRefreshToken = request.isOffline && (isFirst || request.asksAgain);
        const code = grantCode(context, { ...request, accountId: account.id, givesRefreshToken });
        return { code, scope: request.scopes.join(' ') };
      },
    },
    {
      provider: 'microsoft',
      name: 'Microsoft',
      path: '/microsoft/common/oauth2/v2.0/authorize',
      read: (query) =>
        readAuthorisationRequest(query, {
          clientId: calendarClients.microsoftClientId,
          isRealClient: isRealMicrosoftClient,
          publicUrl,
        }),
      canLeaveOut: () => false,
      denial: {
        error: 'access_denied',
        error_description: 'AADSTS65004: User declined to consent to access the app.',
      },
      allow(request, account) {
        const givesRefreshToken = request.scopes.includes('offline_access');
        return { code: grantCode(context, { ...request, accountId: account.id, givesRefreshToken }) };
      },
    },
  ];
}
