import { describe, expect, it } from 'vitest';
import { openapiDocument } from './openapi-document.ts';

const document = (await openapiDocument()) as {
  paths: Record<
    string,
    Record<string, { summary?: string; tags?: string[]; responses?: Record<string, unknown> }>
  >;
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
        // Who comes back from elsewhere is led on to a page whatever has happened.
        !(responses['400'] || responses['303'] || name === 'get /healthz') ||
        !Object.keys(responses).some((status) => status < '400'),
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
  });
});
