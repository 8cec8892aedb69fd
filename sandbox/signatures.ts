import { createHmac, type KeyObject, sign } from 'node:crypto';

/** The header `Stripe-Signature`: the time of this attempt and an HMAC over time and body. */
export function stripeSignature(secret: string, body: string, atSeconds: number): string {
  const digest = createHmac('sha256', secret).update(`${atSeconds}.${body}`).digest('hex');
  return `t=${atSeconds},v1=${digest}`;
}

/** The header `X-Twilio-Signature`: an HMAC over the exact URL and the sorted parameters. */
export function twilioSignature(
  authToken: string,
  url: string,
  parameters: Readonly<Record<string, string>>,
): string {
  const signed = Object.keys(parameters)
    .toSorted()
    .reduce((text, name) => text + name + (parameters[name] ?? ''), url);
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
}

/** The header `X-Twilio-Email-Event-Webhook-Signature`: ECDSA over the timestamp and the raw body. */
export function sendgridSignature(privateKey: KeyObject, timestamp: string, body: string): string {
  return sign('sha256', Buffer.from(timestamp + body), privateKey).toString('base64');
}
