/** The languages that lawyers in the Emirates advise in most; names come from `Intl`. */
export const languages = ['ar', 'en', 'hi', 'ur', 'fr', 'ru', 'zh', 'fa', 'tl', 'it', 'ta'];
