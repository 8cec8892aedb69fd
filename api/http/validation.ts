import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import fp from 'fastify-plugin';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Settings } from 'typebox/system';
import type { Fault } from '#domain/problem.ts';
import { invalidRequest, notFound } from './problems.ts';
import { registerFormats } from './formats.ts';
import { schemaFaults } from './schema-faults.ts';
import { textFaults } from './text-faults.ts';

/** Nobody mends more at once. */
const FAULTS_MAX = 20;

/** Where a value came from; the first part of every pointer. */
type Part = 'body' | 'query' | 'params' | 'headers';

/**
 * Validation by TypeBox alone, so that one schema language says what is typed, checked and documented. Bodies are taken
 * as they are: nothing is converted, no unknown field is dropped. A query and the parts of a path are text, so numbers and
 * booleans are read from them by their one spelling.
 */
export const validationPlugin = fp(async (app: FastifyInstance) => {
  registerFormats();
  // An unknown field is told twice.
  Settings.Set({ maxErrors: 2 * FAULTS_MAX });
  app.setValidatorCompiler(compileValidator);
  app.setSchemaErrorFormatter(() => invalidRequest([]));
});

const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const part = partOf(httpPart);
  const check = createCheck(schema, part);
  return (value: unknown) => {
    const read = part === 'query' || part === 'params' ? readTexts(schema, value) : value;
    const faults = check(read);
    if (faults.length === 0) return { value: read };
    // An id that cannot be one names nothing: the same answer as for an id that nobody has.
    return { error: part === 'params' ? notFound() : invalidRequest(faults) };
  };
};

/** All faults of a value, at most `FAULTS_MAX`, one for each pointer. */
export function createCheck(schema: TSchema, part: Part): (value: unknown) => Fault[] {
  const validator = Compile(schema);
  const root = `/${part}`;
  return (value) => {
    const unreadable = [...(part === 'query' ? repeatedFaults(value) : []), ...textFaults(value, root)];
    if (unreadable.length > 0) return unreadable.slice(0, FAULTS_MAX);
    if (validator.Check(value)) return [];
    const wrong = schemaFaults(validator.Errors(value), root);
    const faults = [...new Map(wrong.map((fault) => [fault.pointer, fault])).values()].slice(0, FAULTS_MAX);
    // No faults would let it through.
    return faults.length > 0
      ? faults
      : [{ pointer: root, detail: 'is not what the documentation describes' }];
  };
}

function partOf(httpPart: string | undefined): Part {
  if (httpPart === 'querystring') return 'query';
  return httpPart === 'params' || httpPart === 'headers' ? httpPart : 'body';
}

function repeatedFaults(query: unknown): Fault[] {
  return Object.entries(query ?? {})
    .filter(([, value]) => Array.isArray(value))
    .map(([name]) => ({ pointer: `/query/${name}`, detail: 'is given more than once' }));
}

function readTexts(schema: TSchema, texts: unknown): Record<string, unknown> {
  const properties: unknown = Reflect.get(schema, 'properties');
  const entries = Object.entries(texts ?? {}).map(([name, value]) => [
    name,
    readValue(typeIn(properties, name), value),
  ]);
  return Object.fromEntries(entries);
}

function readValue(type: unknown, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (type === 'integer' && /^-?\d{1,15}$/.test(value)) return Number(value);
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

function typeIn(properties: unknown, name: string): unknown {
  if (typeof properties !== 'object' || properties === null || !Object.hasOwn(properties, name))
    return undefined;
  const property: unknown = Reflect.get(properties, name);
  return typeof property === 'object' && property !== null ? Reflect.get(property, 'type') : undefined;
}
