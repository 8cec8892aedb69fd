import { useState } from 'preact/hooks';
import { byteSize } from '#web/format/bytes.ts';
import { bookingWords } from '#web/i18n/booking.ts';
import { commonWords } from '#web/i18n/common.ts';
import { FaultText } from '#web/parts/field.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { problemText } from '#web/parts/states.tsx';
import { documentBytesMax, documentsMax, documentTypes, uploadDocument } from '#web/requests/documents.ts';
import { problemOf } from '#web/requests/problem.ts';
import type { UploadedDocument } from './draft.ts';
import '#web/styles/file-picker.css';

interface DocumentFieldProps {
  documents: readonly UploadedDocument[];
  fault: string | undefined;
  onChange: (documents: readonly UploadedDocument[]) => void;
}

/** Documents go up as soon as they are picked; the booking carries only their ids. */
export function DocumentField({ documents, fault, onChange }: DocumentFieldProps) {
  const words = bookingWords().details;
  const { uploading, failure, add } = useUploads(documents, onChange);
  return (
    <div class="field">
      <label for="documents">
        {words.documents} <span class="optional">({commonWords().optional})</span>
      </label>
      <p class="hint" id="documents-hint">
        {words.documentsHint(byteSize(documentBytesMax))}
      </p>
      {documents.length > 0 && (
        <ul class="documents">
          {documents.map((document) => (
            <DocumentRow
              key={document.id}
              document={document}
              onRemove={() => onChange(documents.filter(({ id }) => id !== document.id))}
            />
          ))}
        </ul>
      )}
      {documents.length < documentsMax && (
        <div class="file-picker">
          <input
            id="documents"
            type="file"
            multiple
            accept={documentTypes}
            aria-describedby="documents-hint"
            onChange={({ currentTarget }) => {
              void add([...(currentTarget.files ?? [])]);
              currentTarget.value = '';
            }}
          />
          <span class="button" aria-hidden="true">
            <Icon name="plus" />
            {words.addDocument}
          </span>
        </div>
      )}
      <p role="status" class="small soft">
        {uploading !== undefined && words.uploading(uploading)}
      </p>
      <div role="alert">
        <FaultText id="documents" fault={failure ?? fault} />
      </div>
    </div>
  );
}

/** One upload after the other; a file that fails does not stop the rest. */
function useUploads(documents: readonly UploadedDocument[], onChange: DocumentFieldProps['onChange']) {
  const [uploading, setUploading] = useState<string>();
  const [failure, setFailure] = useState<string>();
  const add = async (files: readonly File[]) => {
    setFailure(undefined);
    let all = documents;
    for (const file of files.slice(0, documentsMax - documents.length)) {
      setUploading(file.name);
      try {
        all = [...all, await upload(file)];
        onChange(all);
      } catch (error) {
        setFailure(
          error instanceof RangeError ? error.message : `${file.name}: ${problemText(problemOf(error))}`,
        );
      }
    }
    setUploading(undefined);
  };
  return { uploading, failure, add };
}

/** The size is known before the way to the api is taken. */
async function upload(file: File): Promise<UploadedDocument> {
  const { tooLarge } = bookingWords().details;
  if (file.size > documentBytesMax) throw new RangeError(tooLarge(file.name, byteSize(documentBytesMax)));
  return uploadDocument(file);
}

function DocumentRow({ document, onRemove }: { document: UploadedDocument; onRemove: () => void }) {
  return (
    <li>
      <Icon name="document" />
      <bdi>{document.name}</bdi>
      <span class="small soft">{byteSize(document.sizeBytes)}</span>
      <button
        type="button"
        class="icon-button"
        aria-label={bookingWords().details.removeDocument(document.name)}
        onClick={onRemove}
      >
        <Icon name="trash" />
      </button>
    </li>
  );
}
