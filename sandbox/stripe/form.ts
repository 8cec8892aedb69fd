import { invalidRequest } from './errors.ts';

/** A value of a form body: text, or what its brackets nest. */
export type FormValue = string | FormObject;
export type FormObject = Map<string, FormValue>;

const pairsMax = 1000;
const depthMax = 8;

/** Reads `a[b][0][c]=v`, the way Stripe's SDKs write nested parameters. */
export function parseForm(text: string): FormObject {
  const pairs = [...new URLSearchParams(text)];
  if (pairs.length > pairsMax) throw invalidRequest(`Too many parameters: at most ${pairsMax} are accepted.`);
  const form: FormObject = new Map();
  for (const [name, value] of pairs) put(form, keysOf(name), value);
  return form;
}

function keysOf(name: string): string[] {
  const first = name.split('[', 1)[0] ?? '';
  const keys = [
    first,
    ...Array.from(name.slice(first.length).matchAll(/\[([^[\]]*)\]/g), (match) => match[1] ?? ''),
  ];
  const written =
    first +
    keys
      .slice(1)
      .map((key) => `[${key}]`)
      .join('');
  if (first === '' || written !== name || keys.length > depthMax) {
    throw invalidRequest(`Invalid parameter name: ${name}`, { param: name });
  }
  return keys;
}

function put(form: FormObject, keys: readonly string[], value: string): void {
  let into = form;
  for (const key of keys.slice(0, -1)) {
    const name = key === '' ? String(into.size) : key;
    const found = into.get(name);
    if (typeof found === 'string') throw invalidRequest(`Invalid object`, { param: keys.join('.') });
    const inner: FormObject = found ?? new Map();
    into.set(name, inner);
    into = inner;
  }
  const last = keys.at(-1) ?? '';
  into.set(last === '' ? String(into.size) : last, value);
}
