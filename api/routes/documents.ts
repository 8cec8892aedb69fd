import multipart from '@fastify/multipart';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import T from 'typebox';
import { countLoose, findDocument, storeDocument } from '#db/documents.ts';
import type { DocumentRow } from '#db/documents.ts';
import { Problem } from '#domain/problem.ts';
import type { Fault } from '#domain/problem.ts';
import { createAtOnce } from '#api/http/at-once.ts';
import { attachmentNamed } from '#api/http/attachment.ts';
import { userOf } from '#api/accounts/caller.ts';
import { Document } from '#api/consultations/consultation-schemas.ts';
import { documentOf } from '#api/consultations/consultation-view.ts';
import type { ApiDeps } from '#api/deps.ts';
import { mediaTypeOf } from '#api/consultations/file-kinds.ts';
import { invalidRequest, notFound } from '#api/http/problems.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Strict, Uuid } from '#api/http/schema-parts.ts';
import { textFaults } from '#api/http/text-faults.ts';

const File = T.Unsafe<Buffer>({ type: 'string', format: 'binary', description: 'The bytes of the file.' });
const FILE_BYTES_MAX = 10 * 1024 * 1024;
/** Files that wait for a booking; a person needs five. */
const LOOSE_MAX = 20;

/** Files for consultations: sent first, attached by a booking; those that are not go after a day. */
export function documentRoutes({ db }: ApiDeps): FastifyPluginAsyncTypebox {
  // Each is in memory as a whole while it arrives.
  const atOnce = createAtOnce({ max: 5, detail: 'Wait until a file that is on its way has arrived.' });

  async function keepFile(request: FastifyRequest, ownerId: string): Promise<DocumentRow> {
    if ((await countLoose(db, ownerId)) >= LOOSE_MAX)
      throw new Problem('too_many_requests', 'Attach what you have sent first.', {
        retryAfterSeconds: 3600,
      });
    const { name, bytes } = await receiveFile(request);
    const mediaType = mediaTypeOf(name, bytes);
    const faults = fileFaults({ name, bytes, mediaType });
    if (mediaType === undefined || faults.length > 0) throw invalidRequest(faults);
    return await storeDocument(db, {
      ownerId,
      name,
      mediaType,
      sha256: createHash('sha256').update(bytes).digest(),
      bytes,
    });
  }

  return async (app) => {
    // Nothing but forms with files.
    app.removeAllContentTypeParsers();
    await app.register(multipart, {
      limits: { files: 1, fields: 0, parts: 1, fileSize: FILE_BYTES_MAX, headerPairs: 20 },
    });

    app.post(
      '/api/documents',
      {
        config: { who: 'signed_in' },
        bodyLimit: FILE_BYTES_MAX + 64 * 1024,
        schema: {
          tags: ['documents'],
          summary: 'Send a file: PDF, PNG, JPEG or DOCX, at most 10 MiB',
          description: 'One part named `file`. A booking names the document in `documentIds` within a day.',
          consumes: ['multipart/form-data'],
          response: {
            201: T.Object({ document: Document }),
            ...refusals('unauthenticated', 'forbidden'),
          },
        },
      },
      async (request, reply) => {
        const ownerId = userOf(request).id;
        const leave = atOnce.enter(ownerId);
        const row = await keepFile(request, ownerId).finally(leave);
        return reply.code(201).send({ document: documentOf(row) });
      },
    );

    app.get(
      '/api/documents/:id',
      {
        config: { who: 'signed_in' },
        schema: {
          tags: ['documents'],
          summary: 'A file, for who sent it and for the two parties of its consultation',
          params: Strict({ id: Uuid }),
          produces: ['application/octet-stream'],
          response: { 200: File, ...refusals('unauthenticated', 'not_found') },
        },
      },
      async (request, reply) => {
        const document = await findDocument(db, request.params.id, userOf(request).id);
        if (!document) throw notFound();
        // Saved, never shown: a file that somebody sent must not run as a page of ours.
        return reply
          .type(document.mediaType)
          .header('content-disposition', attachmentNamed(document.name))
          .header('content-security-policy', "default-src 'none'; sandbox")
          .send(document.bytes);
      },
    );
  };
}

/** A browser sends the field without a name where no file was picked; the parser's types do not know that. */
function nameOf({ filename }: { filename?: string }): string {
  return filename ?? '';
}

/** What is no form is the sender's fault, and the parser throws plain errors for it. */
async function receiveFile(request: FastifyRequest): Promise<{ name: string; bytes: Buffer }> {
  try {
    const files = [];
    for await (const part of request.files())
      files.push({ field: part.fieldname, name: nameOf(part), bytes: await part.toBuffer() });
    const file = files.find(({ field }) => field === 'file');
    if (!file) throw invalidRequest([{ pointer: '/body/file', detail: 'is missing' }]);
    return file;
  } catch (error) {
    const isPlain = error instanceof Error && error.name === 'Error' && !Reflect.has(error, 'code');
    if (!isPlain) throw error;
    throw invalidRequest([{ pointer: '/body', detail: 'is not a form that can be read' }]);
  }
}

interface ReceivedFile {
  name: string;
  bytes: Buffer;
  mediaType: string | undefined;
}

function fileFaults({ name, bytes, mediaType }: ReceivedFile): Fault[] {
  const pointer = '/body/file';
  const named = textFaults(name, pointer);
  if (named.length > 0) return named;
  if (name.length === 0 || Array.from(name).length > 200)
    return [{ pointer, detail: 'must have a name of 1 to 200 characters' }];
  if (bytes.length === 0) return [{ pointer, detail: 'is empty' }];
  if (mediaType === undefined)
    return [
      { pointer, detail: 'must be a PDF, PNG, JPEG or DOCX, by its content and by the end of its name' },
    ];
  return [];
}
