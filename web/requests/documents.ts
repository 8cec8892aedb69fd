import type { UploadedDocument } from '#web/booking/draft.ts';
import { send } from './send.ts';

/** What the api takes; said before the file is picked, and checked by the api. */
export const documentTypes = '.pdf,.jpg,.jpeg,.png,.docx';
export const documentBytesMax = 10 * 1024 * 1024;

export async function uploadDocument(file: File): Promise<UploadedDocument> {
  const body = new FormData();
  body.set('file', file);
  const { id } = await send<{ id: string }>('POST', '/api/documents', { body });
  return { id, name: file.name, sizeBytes: file.size };
}
