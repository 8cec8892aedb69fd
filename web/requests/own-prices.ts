import type { paths } from '#web/schema.d.ts';
import { answerWithHeaders, client } from './client.ts';
import type { PriceEntry } from './pricing.ts';

export type PriceChange =
  paths['/api/lawyers/pricing']['put']['requestBody']['content']['application/json']['data'][number];

/** The price list, and the version that a change of it has to name. */
export interface VersionedPrices {
  entries: PriceEntry[];
  version: string;
}

export async function getOwnPrices(lawyerId: string, signal?: AbortSignal): Promise<VersionedPrices> {
  const params = { query: { lawyerId } };
  const { answer, headers } = await answerWithHeaders(
    client.GET('/api/lawyers/pricing', { params, cache: 'no-store', ...(signal && { signal }) }),
  );
  return { entries: answer.data, version: headers.get('etag') ?? '' };
}

/** The whole price list: what is not in it is no longer sold. Refused when somebody else changed it since `version`. */
export async function changePrices(data: PriceChange[], version: string): Promise<VersionedPrices> {
  const params = { header: { 'if-match': version } };
  const { answer, headers } = await answerWithHeaders(
    client.PUT('/api/lawyers/pricing', { params, body: { data } }),
  );
  return { entries: answer.data, version: headers.get('etag') ?? '' };
}
