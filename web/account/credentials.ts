/** As the api asks. */
export const PASSWORD_MIN = 12;

/** Whether it looks like an address; whether it is one, only a code can tell. */
export function isEmail(typed: string): boolean {
  return /^\S+@\S+\.\S+$/.test(typed.trim());
}
