import type { Fault } from '#domain/problem.ts';
import { escapePointer } from './text-faults.ts';

/**
 * Texts longer than their `maxLength` in code points. TypeBox counts what a reader sees as one character, of which one
 * can be any number of code points; Postgres, which keeps them, does not.
 */
export function lengthFaults(schema: unknown, value: unknown, pointer: string): Fault[] {
  if (typeof value === 'string') return isTooLong(schema, value) ? [tooLong(schema, pointer)] : [];
  if (Array.isArray(value)) {
    const items = member(schema, 'items');
    return value.flatMap((item, index) => lengthFaults(items, item, `${pointer}/${index}`));
  }
  if (typeof value !== 'object' || value === null) return [];
  const properties = member(schema, 'properties');
  return Object.entries(value).flatMap(([name, inner]) =>
    lengthFaults(member(properties, name), inner, `${pointer}/${escapePointer(name)}`),
  );
}

function isTooLong(schema: unknown, text: string): boolean {
  const max = maxLengthOf(schema);
  // UTF-16 units are at most twice the code points, so most texts need no counting.
  return max !== undefined && text.length > max && Array.from(text).length > max;
}

function tooLong(schema: unknown, pointer: string): Fault {
  return { pointer, detail: `must not have more than ${maxLengthOf(schema)} characters` };
}

function maxLengthOf(schema: unknown): number | undefined {
  const own = member(schema, 'maxLength');
  if (typeof own === 'number') return own;
  const choices = member(schema, 'anyOf');
  return Array.isArray(choices) ? choices.map(maxLengthOf).find((max) => max !== undefined) : undefined;
}

function member(schema: unknown, name: string): unknown {
  if (typeof schema !== 'object' || schema === null || !Object.hasOwn(schema, name)) return undefined;
  return Reflect.get(schema, name);
}
