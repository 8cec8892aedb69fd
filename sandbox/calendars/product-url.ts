import { isLoopbackHost } from '#sandbox/guard.ts';

/** Whether an address is the product's: on this machine, or where PUBLIC_URL says. Nobody else is called or led to. */
export function isProductUrl(address: string, publicUrl: string | undefined): boolean {
  const url = URL.parse(address);
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.hash !== '') return false;
  return isLoopbackHost(url.host) || (publicUrl !== undefined && url.origin === URL.parse(publicUrl)?.origin);
}
