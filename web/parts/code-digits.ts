/** The zeros of the digits that are typed on an Arabic, a Persian or an Urdu keyboard. */
const zeros = [0x0660, 0x06f0];

/** The six digits of a code, wherever they are copied from, as the api takes them. */
export function codeIn(typed: string): string {
  const plain = typed.replaceAll(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => {
    const zero = zeros.findLast((each) => each <= digit.charCodeAt(0)) ?? 0;
    return String(digit.charCodeAt(0) - zero);
  });
  return plain.replaceAll(/[^0-9]/g, '').slice(0, 6);
}
