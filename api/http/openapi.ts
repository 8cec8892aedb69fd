import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyContextConfig, FastifyPluginAsync, FastifySchema } from 'fastify';
import fp from 'fastify-plugin';
import T from 'typebox';
import { ConsultationDetail } from '#api/consultations/consultation-schemas.ts';
import { LawyerDetail } from '#api/lawyers/lawyer-schemas.ts';
import { bodyRefusals } from './problem-responses.ts';
import { ProblemSchema } from './schema-parts.ts';

const description = `Book lawyers, from the first look at free times to the last refund.

- Instants are ISO 8601 with an offset; a local date or time always stands beside its IANA zone.
- Money is an integer in minor units (\`totalPrice: 57750\`) with one \`currency\` beside it.
- Refusals are \`application/problem+json\` (RFC 9457). \`code\` is permanent and made for programs; \`errors\` has a JSON
  pointer for each field at fault.
- Lists are \`{data, nextCursor}\`; send \`nextCursor\` as \`cursor\` for the next page.
- People are known by the session cookie that signing in sets, programs by the header \`x-api-key\`.
- What is not yours answers as if it did not exist.`;

const tags = [
  { name: 'lawyers', description: 'The directory, profiles, prices and questionnaires' },
  { name: 'availability', description: 'When lawyers are open, and the slots that are free' },
  { name: 'consultations', description: 'Booking and everything after it' },
  { name: 'documents', description: 'Files for a consultation' },
  { name: 'payments', description: 'What was paid and given back' },
  {
    name: 'calendars',
    description: "Lawyers' calendars outside, and everybody's feed of their own consultations",
  },
  { name: 'notifications', description: 'Messages that were sent' },
  { name: 'accounts', description: 'Signing up, in and out; who you are; API keys' },
  { name: 'operations', description: 'For operators' },
  { name: 'webhooks', description: 'For providers; each request is signed by them' },
  { name: 'machines', description: 'Probes' },
];

/** Forms are read as they arrive, so no validator sees them; this is for people. */
const FileForm = T.Object({ file: T.Unsafe<Buffer>({ type: 'string', format: 'binary' }) });

/** The document at /api/openapi.json and the page at /api/docs, made from the schemas that validate the requests. */
export const openapiPlugin = fp<{ publicUrl: string }>(async (app, { publicUrl }) => {
  for (const schema of [ProblemSchema, ConsultationDetail, LawyerDetail]) app.addSchema(schema);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Majlis', version: '1.0.0', description },
      servers: [{ url: publicUrl }],
      tags,
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'majlis.session_token' },
          apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
        },
      },
    },
    refResolver: {
      buildLocalReference: ({ $id }, _baseUri, _fragment, i) => (typeof $id === 'string' ? $id : `def-${i}`),
    },
    transform: ({ schema, url, route }) => ({
      schema: {
        ...schema,
        ...securityOf(route.config),
        ...(schema.consumes?.includes('multipart/form-data') && { body: FileForm }),
        response: describedResponses({ ...(takesBody(schema) && bodyRefusals), ...Object(schema.response) }),
      },
      url,
    }),
  });
  app.get('/api/openapi.json', { config: { who: 'all' }, schema: { hide: true } }, async () => app.swagger());
  await app.register(docsPage);
});

/** The page brings routes of its own, scripts from its own path, and a policy that fits them. */
const docsPage: FastifyPluginAsync = async (app) => {
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, who: 'all' };
  });
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: true,
    transformStaticCSP: (policy) => policy.replace(/ ?upgrade-insecure-requests;/, ''),
    uiConfig: { url: '/api/openapi.json', deepLinking: true },
  });
};

function securityOf(config: FastifyContextConfig | undefined): { security?: Record<string, string[]>[] } {
  const who = config?.who;
  if (who === undefined || who === 'all' || who === 'provider' || who === 'machine') return { security: [] };
  return { security: [{ session: [] }, ...(config?.scope ? [{ apiKey: [] }] : [])] };
}

function takesBody({ body, consumes }: FastifySchema): boolean {
  return body !== undefined || consumes !== undefined;
}

/** Words for the answers that went well and have none of their own. */
function describedResponses(responses: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(responses ?? {}).map(([status, schema]: [string, unknown]) => {
      const isBare = typeof schema === 'object' && schema !== null && !('description' in schema);
      return [status, isBare ? { ...schema, description: descriptions[status] ?? 'Done.' } : schema];
    }),
  );
}

const descriptions: Readonly<Record<string, string>> = {
  200: 'The answer.',
  201: 'Made.',
  204: 'Done; no content.',
};
