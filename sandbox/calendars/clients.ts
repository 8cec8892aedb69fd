/** The product's own OAuth clients, which requests are checked against. */
export interface CalendarClients {
  googleClientId: string;
  googleClientSecret: string;
  microsoftClientId: string;
  microsoftClientSecret: string;
}

export const sandboxClients: CalendarClients = {
  googleClientId: 'majlis-sandbox.apps.googleusercontent.com',
  googleClientSecret: 'GOCSPX-sandbox-majlis',
  microsoftClientId: '00000000-0000-4000-8000-00006d616a6c',
  microsoftClientSecret: 'sandbox~majlis',
};

/** A client that Google gave to somebody: the number of a project comes first. */
export function isRealGoogleClient(clientId: string): boolean {
  return /^\d{6,}(-[a-z0-9]+)?\.apps\.googleusercontent\.com$/.test(clientId);
}

/** Microsoft's ids are random; those that the sandbox may be given begin with zeros. */
export function isRealMicrosoftClient(clientId: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(clientId) && !clientId.startsWith('00000000-');
}

export const realClientMessage =
  'A real client id was sent to the sandbox. It was refused and not kept; check where this program believes the provider is.';
