import type { CancellationPolicy, ConsultationType } from '#domain/consultation.ts';
import { send } from './send.ts';
import type { Listing } from './send.ts';

export interface Bilingual {
  en: string;
  ar: string;
}

export interface LawyerCard {
  id: string;
  name: Bilingual;
  headline: Bilingual;
  city: string;
  specialties: string[];
  languages: string[];
  consultationTypes: ConsultationType[];
  priceFrom: number | null;
  currency: string;
  nextAvailable: string | null;
}

export interface Lawyer extends LawyerCard {
  bio: Bilingual;
  licenceNumber: string;
  timezone: string;
  cancellationPolicy: CancellationPolicy;
  officeAddress: Bilingual;
  officeMapUrl: string | null;
}

export interface DirectoryFilters {
  q?: string | undefined;
  specialty?: string | undefined;
  language?: string | undefined;
  consultationType?: string | undefined;
  maxPrice?: number | undefined;
  cursor?: string | undefined;
}

export async function listLawyers(
  filters: DirectoryFilters,
  signal: AbortSignal,
): Promise<Listing<LawyerCard>> {
  return send('GET', '/api/lawyers', { query: { ...filters, sort: 'soonest' }, signal });
}

export async function getLawyer(id: string, signal: AbortSignal): Promise<Lawyer> {
  return send('GET', `/api/lawyers/${id}`, { signal });
}
