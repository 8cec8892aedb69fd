import { randomUUID } from 'node:crypto';
import { connectCalendar } from '#db/calendars.ts';
import { createSealer } from '#db/sealed.ts';
import { sandboxClients } from '#sandbox/calendars/clients.ts';
import { calendarKeys, holdConsultation } from './provider-stage.ts';
import type { HeldOptions, ProviderStage } from './provider-stage.ts';

export type Connectable = 'google' | 'outlook';

/** Where the sandbox keeps the calendars of each provider. */
export const sandboxNames = { google: 'google', outlook: 'microsoft', ics: 'ics' } as const;

const redirectUri = 'http://localhost:3000/callback';

const consents: Readonly<
  Record<Connectable, { page: string; token: string; fields: Record<string, string> }>
> = {
  google: {
    page: '/google/o/oauth2/v2/auth',
    token: '/google/token',
    fields: {
      scope: 'https://www.googleapis.com/auth/calendar.events.owned',
      access_type: 'offline',
      prompt: 'consent',
      client_id: sandboxClients.googleClientId,
      client_secret: sandboxClients.googleClientSecret,
    },
  },
  outlook: {
    page: '/microsoft/common/oauth2/v2.0/authorize',
    token: '/microsoft/common/oauth2/v2.0/token',
    fields: {
      scope: 'offline_access Calendars.ReadWrite',
      client_id: sandboxClients.microsoftClientId,
      client_secret: sandboxClients.microsoftClientSecret,
    },
  },
};

/** The refresh token of somebody who let the product in, by the sandbox's own pages. */
export async function consentTo(
  stage: ProviderStage,
  provider: Connectable,
  address: string,
): Promise<string> {
  const { page, token, fields } = consents[provider];
  const { client_secret: secret = '', ...asked } = fields;
  const query = new URLSearchParams({
    ...asked,
    response_type: 'code',
    redirect_uri: redirectUri,
    state: 's',
  });
  const url = `${stage.base}${page}?${query.toString()}`;
  const { location } = await stage.control('POST', 'calendars/consent', { url, answer: 'allow', address });
  const answer = await fetch(`${stage.base}${token}`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: new URL(location).searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
      client_id: asked['client_id'] ?? '',
      client_secret: secret,
    }),
  });
  const tokens: ReturnType<typeof JSON.parse> = await answer.json();
  return tokens.refresh_token;
}

/** A confirmed consultation and its lawyer, who works in Dubai. */
export async function confirmConsultation(stage: ProviderStage, changes: HeldOptions['consultation'] = {}) {
  const consultation = { status: 'confirmed', confirmedAt: new Date(), ...changes } as const;
  const booking = await holdConsultation(stage.db, { consultation });
  await stage.db.insertInto('availability').values({ lawyerId: booking.lawyerId }).execute();
  return booking;
}

/** Connects a calendar of this lawyer, as the api does after the consent. */
export async function connectFor(stage: ProviderStage, lawyerId: string, provider: Connectable) {
  const address = `${randomUUID().slice(0, 13)}@${provider}.test`;
  const refreshToken = await consentTo(stage, provider, address);
  const sealer = createSealer(calendarKeys);
  const { connectionId } = await connectCalendar(stage.db, {
    lawyerId,
    provider,
    account: address,
    secretFor: (id) => sealer.seal(refreshToken, id),
  });
  return { connectionId, address };
}

/** The same for a calendar behind an address. */
export async function connectIcs(stage: ProviderStage, lawyerId: string, url: string) {
  const sealer = createSealer(calendarKeys);
  const { connectionId } = await connectCalendar(stage.db, {
    lawyerId,
    provider: 'ics',
    account: new URL(url).host,
    secretFor: (id) => sealer.seal(url, id),
  });
  return connectionId;
}
