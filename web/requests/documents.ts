import type { UploadedDocument } from '#web/booking/draft.ts';
import { answerOf, client } from './client.ts';

/** What the api takes; said before the file is picked, and checked by the api. */
export const documentTypes = '.pdf,.jpg,.jpeg,.png,.docx';
export const documentBytesMax = 10 * 1024 * 1024;
export const documentsMax = 5;

export async function uploadDocument(file: File): Promise<UploadedDocument> {
  const form = new FormData();
  form.set('file', file);
  // The document does not describe the body of a form; the browser writes its content type with the boundary.
  const { document } = await answerOf(client.POST('/api/documents', { bodySerializer: () => form }));
  return { id: document.id, name: document.name, sizeBytes: document.sizeBytes };
}

/** Where one of the two parties finds the file. */
export function documentAddress(id: string): string {
  return `/api/documents/${id}`;
}
