const failures = ['denied', 'expired', 'refused', 'unavailable'] as const;

export type Return = { connected: 'google' | 'outlook' } | { failed: (typeof failures)[number] };

/** How somebody came back from the provider's page, as the address says. */
export function returnOf({ connected, failed }: Readonly<Record<string, string>>): Return | undefined {
  if (connected === 'google' || connected === 'outlook') return { connected };
  if (failed === undefined) return undefined;
  return { failed: failures.find((known) => known === failed) ?? 'refused' };
}
