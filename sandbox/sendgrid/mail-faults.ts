import { Value } from 'typebox/value';
import { type MailFault, mailFault } from './errors.ts';
import { type MailBody, mailBody, type Personalization } from './mail-body.ts';

const customArgsBytesMax = 10_000;
const sendAheadSecondsMax = 72 * 3600;

/** The body as SendGrid understands it, or everything that is wrong with it. */
export function readMail(body: unknown, nowSeconds: number): { mail: MailBody } | { faults: MailFault[] } {
  if (!Value.Check(mailBody, body)) {
    return {
      faults: [...Value.Errors(mailBody, body)].map(({ instancePath, message, keyword }) =>
        shapeFault(instancePath, keyword, message),
      ),
    };
  }
  const faults = [
    ...addressFault('from.email', body.from.email),
    ...subjectFaults(body),
    ...contentFaults(body),
    ...body.personalizations.flatMap((entry, index) => personalizationFaults(entry, index)),
    ...attachmentFaults(body),
    ...customArgsFaults(body),
    ...sendAtFaults(body, nowSeconds),
  ];
  return faults.length > 0 ? { faults } : { mail: body };
}

/** `/personalizations/0/to` is `personalizations.0.to` to SendGrid. */
function shapeFault(instancePath: string, keyword: string, message: string): MailFault {
  const field = instancePath.slice(1).replaceAll('/', '.') || null;
  if (keyword === 'required' && field === null) return mailFault(null, `Bad Request: the body ${message}`);
  return mailFault(field, `Bad Request: ${field ?? 'the body'} ${message}`, field?.split('.', 1)[0]);
}

function addressFault(field: string, email: string): MailFault[] {
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) && email.length <= 254) return [];
  return [mailFault(field, 'Does not contain a valid address.', field.split('.', 1)[0])];
}

function subjectFaults({ subject, personalizations }: MailBody): MailFault[] {
  if (subject || personalizations.every((entry) => entry.subject)) return [];
  return [
    mailFault(
      'subject',
      'The subject is required. You can get around this requirement if you use a template with a subject defined or if every personalization has a subject defined.',
      'subject',
    ),
  ];
}

/** Plain text comes first, then HTML, then the rest. */
function contentFaults({ content }: MailBody): MailFault[] {
  const rank = (type: string): number => (type === 'text/plain' ? 0 : type === 'text/html' ? 1 : 2);
  const ranks = content.map(({ type }) => rank(type));
  if (ranks.every((current, index) => index === 0 || current >= (ranks[index - 1] ?? 0))) return [];
  return [
    mailFault(
      'content',
      'If present, text/plain must be first, followed by text/html, followed by any other content.',
      'content',
    ),
  ];
}

function personalizationFaults(entry: Personalization, index: number): MailFault[] {
  const at = `personalizations.${index}`;
  const named = (['to', 'cc', 'bcc'] as const).flatMap((kind) =>
    (entry[kind] ?? []).map(({ email }, position) => ({
      field: `${at}.${kind}.${position}.email`,
      kind,
      email,
    })),
  );
  const seen = new Set<string>();
  const duplicate = named.find(({ email }) => {
    const again = seen.has(email.toLowerCase());
    seen.add(email.toLowerCase());
    return again;
  });
  return [
    ...named.flatMap(({ field, email }) => addressFault(field, email)),
    ...(duplicate
      ? [
          mailFault(
            at,
            `Each email address in the personalization block should be unique between to, cc, and bcc. We found the first duplicate instance of [${duplicate.email}] in the ${at}.${duplicate.kind} field.`,
            'recipient-errors',
          ),
        ]
      : []),
  ];
}

function attachmentFaults({ attachments = [] }: MailBody): MailFault[] {
  return attachments.flatMap(({ content }, index) =>
    /^[A-Za-z0-9+/\r\n]+={0,2}$/.test(content)
      ? []
      : [
          mailFault(
            `attachments.${index}.content`,
            'The attachment content must be base64 encoded.',
            'attachments.content',
          ),
        ],
  );
}

function customArgsFaults({ personalizations, custom_args: shared = {} }: MailBody): MailFault[] {
  return personalizations.flatMap(({ custom_args: own = {} }) =>
    Buffer.byteLength(JSON.stringify({ ...shared, ...own })) <= customArgsBytesMax
      ? []
      : [
          mailFault(
            'custom_args',
            `The custom_args may not be larger than ${customArgsBytesMax} bytes.`,
            'custom_args',
          ),
        ],
  );
}

function sendAtFaults({ send_at: sendAt }: MailBody, nowSeconds: number): MailFault[] {
  if (sendAt === undefined || sendAt <= nowSeconds + sendAheadSecondsMax) return [];
  return [mailFault('send_at', 'Scheduling more than 72 hours in advance is forbidden.', 'send_at')];
}
