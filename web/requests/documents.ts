import type { UploadedDocument } from '#web/booking/draft.ts';
import type { paths } from '#web/schema.d.ts';
import { answerOf } from './client.ts';
import type { Outcome } from './client.ts';

/** What the api takes; said before the file is picked, and checked by the api. */
export const documentTypes = '.pdf,.jpg,.jpeg,.png,.docx';
export const documentBytesMax = 10 * 1024 * 1024;
export const documentsMax = 5;

type Stored = paths['/api/documents']['post']['responses'][201]['content']['application/json'];

export async function uploadDocument(file: File): Promise<UploadedDocument> {
  const { document } = await answerOf(post(file));
  return { id: document.id, name: document.name, sizeBytes: document.sizeBytes };
}

/** By hand: the document has no body for a form, so the typed client would send none. */
async function post(file: File): Promise<Outcome<Stored>> {
  const body = new FormData();
  body.set('file', file);
  const response = await fetch('/api/documents', { method: 'POST', body });
  const answer = await response.json().catch(() => undefined);
  return response.ok ? { data: answer, response } : { error: answer, response };
}

/** Where one of the two parties finds the file. */
export function documentAddress(id: string): string {
  return `/api/documents/${id}`;
}
