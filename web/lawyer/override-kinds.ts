/** As in domain/availability.ts, which brings the time-zone tables with it. */
export const overrideKinds = ['blocked', 'holiday', 'custom_hours', 'partial_block'] as const;
