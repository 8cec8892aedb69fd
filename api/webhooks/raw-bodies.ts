import type { FastifyInstance, FastifyRequest } from 'fastify';

const BODY_BYTES_MAX = 1024 * 1024;

/** Signatures are over the bytes as they came, so this part of the application gets them unread. */
export function takeRawBodies(app: FastifyInstance, contentType: string): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    contentType,
    { parseAs: 'buffer', bodyLimit: BODY_BYTES_MAX },
    (_request, body, done) => done(null, body),
  );
}

/** The bytes of the body; none when it was empty. */
export function rawBodyOf({ body }: FastifyRequest): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

export function headerOf({ headers }: FastifyRequest, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}
