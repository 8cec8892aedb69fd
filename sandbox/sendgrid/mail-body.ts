import { type Static, Type } from 'typebox';

const person = Type.Object(
  { email: Type.String(), name: Type.Optional(Type.String()) },
  { additionalProperties: false },
);
const texts = Type.Record(Type.String(), Type.String());

const personalization = Type.Object(
  {
    to: Type.Array(person, { minItems: 1, maxItems: 1000 }),
    from: Type.Optional(person),
    cc: Type.Optional(Type.Array(person, { maxItems: 1000 })),
    bcc: Type.Optional(Type.Array(person, { maxItems: 1000 })),
    subject: Type.Optional(Type.String()),
    headers: Type.Optional(texts),
    substitutions: Type.Optional(texts),
    custom_args: Type.Optional(texts),
    send_at: Type.Optional(Type.Integer()),
  },
  { additionalProperties: false },
);

const attachment = Type.Object(
  {
    content: Type.String({ minLength: 1 }),
    type: Type.Optional(Type.String({ minLength: 1 })),
    filename: Type.String({ minLength: 1 }),
    disposition: Type.Optional(Type.Enum(['inline', 'attachment'])),
    content_id: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);

const setting = Type.Object({ enable: Type.Optional(Type.Boolean()) }, { additionalProperties: true });

/** The body of `POST /v3/mail/send`, without the dynamic templates and unsubscribe groups that the product does not use. */
export const mailBody = Type.Object(
  {
    personalizations: Type.Array(personalization, { minItems: 1, maxItems: 1000 }),
    from: person,
    reply_to: Type.Optional(person),
    reply_to_list: Type.Optional(Type.Array(person)),
    subject: Type.Optional(Type.String()),
    content: Type.Array(
      Type.Object(
        { type: Type.String({ minLength: 1 }), value: Type.String({ minLength: 1 }) },
        { additionalProperties: false },
      ),
      { minItems: 1 },
    ),
    attachments: Type.Optional(Type.Array(attachment)),
    headers: Type.Optional(texts),
    categories: Type.Optional(Type.Array(Type.String({ maxLength: 255 }), { maxItems: 10 })),
    custom_args: Type.Optional(texts),
    send_at: Type.Optional(Type.Integer()),
    mail_settings: Type.Optional(Type.Record(Type.String(), setting)),
    tracking_settings: Type.Optional(Type.Record(Type.String(), setting)),
  },
  { additionalProperties: false },
);

export type MailBody = Static<typeof mailBody>;
export type Personalization = MailBody['personalizations'][number];
