/** The characters that a plain SMS can carry; those of the second set count twice. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extended = new Set('^{}\\[~]|€\f');

/** How many parts an SMS is sent in: 160 characters, or 70 when one of them (any Arabic letter) needs Unicode. */
export function segmentsOf(body: string): number {
  const characters = Array.from(body);
  if (characters.every((character) => basic.has(character) || extended.has(character))) {
    const length = characters.reduce((sum, character) => sum + (extended.has(character) ? 2 : 1), 0);
    return length <= 160 ? 1 : Math.ceil(length / 153);
  }
  return body.length <= 70 ? 1 : Math.ceil(body.length / 67);
}
