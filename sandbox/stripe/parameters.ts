import { invalidRequest } from './errors.ts';
import type { FormObject, FormValue } from './form.ts';
import type { Metadata } from './records.ts';

/**
 * Reads the parameters of one request. Each reader takes its parameter away; what nobody asked for when
 * `finish` is called is unknown to the endpoint and is refused, as Stripe does.
 */
export interface Parameters {
  text(name: string, lengthMax?: number): string | undefined;
  integer(name: string): number | undefined;
  boolean(name: string): boolean | undefined;
  oneOf<const C extends string>(name: string, choices: readonly C[]): C | undefined;
  object<T>(name: string, read: (inner: Parameters) => T): T | undefined;
  list<T>(name: string, read: (inner: Parameters, at: string) => T): T[] | undefined;
  texts(name: string): string[] | undefined;
  metadata(name?: string): Metadata | undefined;
  /** The full name of a parameter, with the brackets around it. */
  nameOf(name: string): string;
  finish(): void;
}

export function readParameters(form: FormObject, prefix = ''): Parameters {
  const left = new Map(form);
  const nameOf = (name: string): string => (prefix === '' ? name : `${prefix}[${name}]`);

  function take(name: string): FormValue | undefined {
    const value = left.get(name);
    left.delete(name);
    return value;
  }

  function takeText(name: string): string | undefined {
    const value = take(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'string')
      throw invalidRequest(`Invalid string: ${nameOf(name)}`, { param: nameOf(name) });
    return value;
  }

  function takeObject(name: string): FormObject | undefined {
    const value = take(name);
    if (typeof value === 'string') throw invalidRequest(`Invalid object`, { param: nameOf(name) });
    return value;
  }

  function takeItems(name: string): [string, FormValue][] | undefined {
    const value = take(name);
    if (typeof value === 'string') throw invalidRequest(`Invalid array`, { param: nameOf(name) });
    return value && [...value].map(([index, item]) => [`${nameOf(name)}[${index}]`, item]);
  }

  return {
    nameOf,
    text: (name, lengthMax = 5000) => checkedText(takeText(name), nameOf(name), lengthMax),
    integer: (name) => checkedInteger(takeText(name), nameOf(name)),
    boolean: (name) => checkedBoolean(takeText(name), nameOf(name)),
    oneOf: (name, choices) => checkedChoice(takeText(name), nameOf(name), choices),
    object: (name, read) => readInner(takeObject(name), nameOf(name), read),
    list: (name, read) =>
      takeItems(name)?.map(([at, item]) => {
        if (typeof item === 'string') throw invalidRequest('Invalid object', { param: at });
        const inner = readParameters(item, at);
        const value = read(inner, at);
        inner.finish();
        return value;
      }),
    texts: (name) =>
      takeItems(name)?.map(([at, item]) => {
        if (typeof item !== 'string') throw invalidRequest('Invalid string', { param: at });
        return checkedText(item, at, 5000) ?? '';
      }),
    metadata: (name = 'metadata') => checkedMetadata(takeObject(name), nameOf(name)),
    finish() {
      const [unknown] = left.keys();
      if (unknown === undefined) return;
      throw invalidRequest(`Received unknown parameter: ${nameOf(unknown)}`, {
        code: 'parameter_unknown',
        param: nameOf(unknown),
      });
    },
  };
}

/** The value of a parameter that the endpoint cannot do without. */
export function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) {
    throw invalidRequest(`Missing required param: ${name}.`, { code: 'parameter_missing', param: name });
  }
  return value;
}

function readInner<T>(
  form: FormObject | undefined,
  name: string,
  read: (inner: Parameters) => T,
): T | undefined {
  if (!form) return undefined;
  const inner = readParameters(form, name);
  const value = read(inner);
  inner.finish();
  return value;
}

function checkedText(value: string | undefined, name: string, lengthMax: number): string | undefined {
  if (value === '') {
    throw invalidRequest(
      `You passed an empty string for '${name}'. We assume empty values are an attempt to unset a parameter; however '${name}' cannot be unset. You should remove '${name}' from your request or supply a non-empty value.`,
      { code: 'parameter_invalid_empty', param: name },
    );
  }
  if (value !== undefined && value.length > lengthMax) {
    throw invalidRequest(`Invalid string: ${value.slice(0, 16)}…; must be at most ${lengthMax} characters`, {
      param: name,
    });
  }
  return value;
}

function checkedInteger(value: string | undefined, name: string): number | undefined {
  if (value === undefined) return undefined;
  if (!/^-?\d{1,15}$/.test(value)) {
    throw invalidRequest(`Invalid integer: ${value}`, { code: 'parameter_invalid_integer', param: name });
  }
  return Number(value);
}

function checkedBoolean(value: string | undefined, name: string): boolean | undefined {
  if (value === undefined) return undefined;
  if (value !== 'true' && value !== 'false')
    throw invalidRequest(`Invalid boolean: ${value}`, { param: name });
  return value === 'true';
}

function checkedChoice<C extends string>(
  value: string | undefined,
  name: string,
  choices: readonly C[],
): C | undefined {
  if (value === undefined) return undefined;
  const found = choices.find((choice) => choice === value);
  if (found === undefined) {
    throw invalidRequest(`Invalid ${name}: must be one of ${choices.join(', ')}`, { param: name });
  }
  return found;
}

/** Stripe's limits: 50 keys, names of 40 characters, values of 500. */
function checkedMetadata(form: FormObject | undefined, name: string): Metadata | undefined {
  if (!form) return undefined;
  if (form.size > 50) throw invalidRequest('You can have at most 50 metadata keys.', { param: name });
  const pairs: [string, string][] = [];
  for (const [key, value] of form) {
    if (typeof value !== 'string') throw invalidRequest('Invalid string', { param: `${name}[${key}]` });
    if (key.length > 40) {
      throw invalidRequest(
        `Metadata keys can have up to 40 characters, but you passed in a key that is ${key.length} characters. Invalid key: ${key}`,
        { param: name },
      );
    }
    if (value.length > 500) {
      throw invalidRequest(
        `Metadata values can have up to 500 characters, but you passed in a value that is ${value.length} characters. Invalid value: ${value}`,
        { param: name },
      );
    }
    pairs.push([key, value]);
  }
  return Object.fromEntries(pairs);
}
