import { invalid } from './errors.ts';

type Mask = Map<string, Mask>;

/** What `fields` leaves of an answer, such as `nextPageToken,items(id,start/dateTime)`; lists are gone through. */
export function partialAnswer(answer: object, fields: string | null): object {
  if (fields === null) return answer;
  const masked = kept(answer, readMask(fields));
  return typeof masked === 'object' && masked !== null ? masked : {};
}

function kept(value: unknown, mask: Mask): unknown {
  if (mask.size === 0 || mask.has('*')) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => kept(item, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
      const own = mask.get(name);
      return own ? [[name, kept(inner, own)]] : [];
    }),
  );
}

function readMask(text: string): Mask {
  const root: Mask = new Map();
  const open: Mask[] = [root];
  let place = root;
  const inside = (): Mask => open.at(-1) ?? root;
  for (const [part] of text.matchAll(/[A-Za-z][\w-]*|\*|[,()/]|./g)) {
    if (part === ',') place = inside();
    else if (part === '(') open.push(place);
    else if (part === ')') {
      open.pop();
      if (open.length === 0) throw invalid(`Invalid field selection ${text}`, 'invalidParameter', 'fields');
    } else if (part === '/') continue;
    else if (/^[\w*-]+$/.test(part)) {
      const next: Mask = place.get(part) ?? new Map();
      place.set(part, next);
      place = next;
    } else throw invalid(`Invalid field selection ${text}`, 'invalidParameter', 'fields');
  }
  if (open.length !== 1) throw invalid(`Invalid field selection ${text}`, 'invalidParameter', 'fields');
  return root;
}
