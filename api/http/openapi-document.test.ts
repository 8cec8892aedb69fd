import { describe, expect, it } from 'vitest';
import { openapiDocument } from './openapi-document.ts';

interface Operation {
  summary?: string;
  tags?: string[];
  requestBody?: object;
  parameters?: { in: string; name: string }[];
  responses?: Record<string, { headers?: Record<string, object> }>;
}

const document = (await openapiDocument()) as {
  paths: Record<string, Record<string, Operation>>;
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, ...operation })),
);

describe('the OpenAPI document', () => {
  it('says of every route what it does, what it answers and how it refuses', () => {
    const silent = operations.filter(
      ({ name, summary, tags, responses = {} }) =>
        !summary ||
        !tags?.length ||
        !(responses['400'] || name === 'get /healthz') ||
        !Object.keys(responses).some((status) => status < '400'),
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('says of every route with a body that it can be too large, or of a type that nobody reads', () => {
    const silent = operations.filter(
      ({ requestBody, responses = {} }) => requestBody && !(responses['413'] && responses['415']),
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('says where the version is that a change must name, and how long to wait', () => {
    const changes = operations.filter(({ parameters = [] }) =>
      parameters.some(({ name }) => name === 'if-match'),
    );
    expect(changes.length).toBeGreaterThan(3);
    for (const { name, responses = {} } of changes) {
      const done = responses['200'] ?? responses['201'];
      expect([name, done?.headers]).toMatchObject([name, { ETag: {} }]);
    }
    for (const { name, responses = {} } of operations.filter(
      ({ responses: { 429: limited } = {} }) => limited,
    ))
      expect([name, responses['429']?.headers]).toMatchObject([name, { 'Retry-After': {} }]);
  });
});
