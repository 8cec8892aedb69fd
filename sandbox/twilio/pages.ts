import type { TwilioForm } from './form.ts';

interface Slice<T> {
  items: T[];
  page: number;
  size: number;
  more: boolean;
}

const sizeMax = 1000;

/** One page of a list: `PageSize` up to 1000, 50 when nothing is said. */
export function sliceOf<T>(items: readonly T[], form: TwilioForm): Slice<T> {
  const size = form.integer('PageSize', { min: 1, max: sizeMax, code: 20001 }) ?? 50;
  const page = form.integer('Page', { min: 0, max: 100_000, code: 20001 }) ?? 0;
  const start = page * size;
  return { items: items.slice(start, start + size), page, size, more: start + size < items.length };
}

/** The envelope of the older API: addresses are paths. */
export function listOf2010(name: string, path: string, { items, page, size, more }: Slice<object>): object {
  const at = (number: number): string => `${path}?PageSize=${size}&Page=${number}`;
  return {
    [name]: items,
    end: Math.max(0, page * size + items.length - 1),
    first_page_uri: at(0),
    next_page_uri: more ? at(page + 1) : null,
    page,
    page_size: size,
    previous_page_uri: page > 0 ? at(page - 1) : null,
    start: page * size,
    uri: at(page),
  };
}

/** The envelope of the newer APIs: addresses are whole, with the real host. */
export function listOfV1(name: string, url: string, { items, page, size, more }: Slice<object>): object {
  const at = (number: number): string => `${url}?PageSize=${size}&Page=${number}`;
  return {
    [name]: items,
    meta: {
      first_page_url: at(0),
      key: name,
      next_page_url: more ? at(page + 1) : null,
      page,
      page_size: size,
      previous_page_url: page > 0 ? at(page - 1) : null,
      url: at(page),
    },
  };
}
