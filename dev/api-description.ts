import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import { openapiDocument } from '#api/http/openapi-document.ts';

/** The files that are made from the API's code, by their path: what consumers read, and what the web's client is typed by. */
export async function apiDescription(): Promise<Map<string, string>> {
  const document = `${JSON.stringify(await openapiDocument(), undefined, 2)}\n`;
  const types = astToString(await openapiTS(document));
  return new Map([
    ['api/openapi.json', document],
    ['web/schema.d.ts', `${COMMENT_HEADER}${types}`],
  ]);
}
