import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import Stripe from 'stripe';
import { buildSandbox } from './app.ts';
import type { SandboxKeys, SandboxOptions } from './context.ts';

/** What the product received at its webhook address. */
export interface Received {
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Receiver {
  url: string;
  received: Received[];
  /** Answers the next calls with these statuses, then with 200. */
  answerWith(...statuses: number[]): void;
  /** Resolves when a call matches; fails after five seconds. */
  waitFor(matches: (received: Received) => boolean): Promise<Received>;
  close(): Promise<void>;
}

/** Stands for the product: takes webhooks and keeps them. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const arrivals = new Set<() => void>();
  let statuses: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      const [status = 200, ...rest] = statuses;
      statuses = rest;
      response.writeHead(status).end();
      for (const arrived of arrivals) arrived();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    received,
    answerWith: (...next) => {
      statuses = next;
    },
    waitFor: (matches) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          arrivals.delete(look);
          reject(new Error(`nothing like that arrived among ${received.length} calls`));
        }, 5_000);
        function look(): void {
          const found = received.find(matches);
          if (!found) return;
          clearTimeout(timer);
          arrivals.delete(look);
          resolve(found);
        }
        arrivals.add(look);
        look();
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export interface Rig {
  app: FastifyInstance;
  url: string;
  keys: SandboxKeys;
  sendgridPublicKey: KeyObject;
  receiver: Receiver;
  stripe: Stripe;
  /** Calls the control API. */
  control: (method: string, path: string, body?: object) => Promise<{ status: number; body: ControlBody }>;
  /** What the sandbox's clock says. */
  now: () => Promise<number>;
  close(): Promise<void>;
}

/** Answers of the control API are JSON that each test looks into. */
export type ControlBody = ReturnType<typeof JSON.parse>;

const sendgridPair = generateKeyPairSync('ec', { namedCurve: 'P-256' });

export const rigKeys: SandboxKeys = {
  stripeSecretKey: 'sk_test_sandbox_majlis',
  stripeWebhookSecret: 'whsec_sandbox_majlis',
  twilioAccountSid: `AC${'1'.repeat(32)}`,
  twilioApiKey: `SK${'2'.repeat(32)}`,
  twilioApiSecret: 'twilio-secret',
  twilioAuthToken: 'twilio-auth-token',
  sendgridApiKey: 'SG.sandbox.majlis',
  sendgridPrivateKey: sendgridPair.privateKey,
};

/** A sandbox on a free port with a receiver for its webhooks, and the official SDK pointed at it. */
export async function startRig(options: Partial<SandboxOptions> = {}): Promise<Rig> {
  const receiver = await startReceiver();
  const app = buildSandbox({
    keys: rigKeys,
    token: 'token',
    stripeWebhookUrl: `${receiver.url}/stripe`,
    sendgridWebhookUrl: `${receiver.url}/sendgrid`,
    ...options,
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  async function control(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; body: ControlBody }> {
    const response = await fetch(`${url}/_sandbox${path}`, {
      method,
      headers: { 'x-sandbox-token': 'token', ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }
  return {
    app,
    url,
    keys: rigKeys,
    sendgridPublicKey: sendgridPair.publicKey,
    receiver,
    stripe: stripeAt(url),
    control,
    now: async () => Date.parse((await control('GET', '/clock')).body.now),
    async close() {
      await app.close();
      await receiver.close();
    },
  };
}

export function stripeAt(
  url: string,
  config: Stripe.StripeConfig = {},
  key = rigKeys.stripeSecretKey,
): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe(key, {
    host: hostname,
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    timeout: 5_000,
    ...config,
  });
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
  return address.port;
}
