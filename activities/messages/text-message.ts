/** The characters of a text message that take seven bits, and those that take two places of seven. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ!"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extended = '^{}\\[~]|€\f';

/**
 * How many segments a carrier bills for the text: 160 places in one, 153 in each of several, where every character takes
 * seven bits; otherwise 70 and 67.
 */
export function segmentsOf(text: string): number {
  const characters = Array.from(text);
  if (characters.some((character) => !basic.includes(character) && !extended.includes(character))) {
    return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
  }
  const places = characters.reduce((sum, character) => sum + (extended.includes(character) ? 2 : 1), 0);
  return places <= 160 ? 1 : Math.ceil(places / 153);
}

const segmentsMax = 2;

/**
 * The text as one short message, with the link behind it where that still fits. Spaces become plain ones: the
 * unbreakable ones of formatted amounts and the marks of direction would turn the whole message into wide characters.
 */
export function textMessage(text: string, link: string): string {
  const plain = text.replaceAll(/[\u00A0\u202F]/g, ' ').replaceAll(/[\u200E\u200F\u061C]/g, '');
  const linked = `${plain} ${link}`;
  return segmentsOf(linked) <= segmentsMax ? linked : plain;
}
