import T from 'typebox';

/** An id or a kind as providers write them. Everything else can neither be looked up nor kept. */
export const ProviderWord = T.String({ pattern: '^[\\x21-\\x7e]+$', maxLength: 255 });
