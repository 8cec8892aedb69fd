import type { CodeKind } from '#domain/account-code.ts';
import type { Generated } from 'kysely';
import type { Locale } from '#domain/consultation.ts';
import type { CreatedAt, Timestamp, OptionalTimestamp, DefaultTimestamp } from './columns.ts';

export type Role = 'client' | 'lawyer' | 'operator';

export interface AppUserTable {
  id: Generated<string>;
  name: string;
  email: string;
  emailVerified: Generated<boolean>;
  image: string | null;
  role: Generated<Role>;
  locale: Generated<Locale>;
  timezone: Generated<string>;
  phone: string | null;
  isPartner: Generated<boolean>;
  broughtBy: string | null;
  createdAt: CreatedAt;
  updatedAt: DefaultTimestamp;
}

export interface SessionTable {
  id: Generated<string>;
  userId: string;
  token: string;
  expiresAt: Timestamp;
  ipAddress: string | null;
  userAgent: string | null;
  createdAt: CreatedAt;
  updatedAt: DefaultTimestamp;
}

export interface CredentialTable {
  id: Generated<string>;
  userId: string;
  accountId: string;
  providerId: string;
  accessToken: string | null;
  refreshToken: string | null;
  idToken: string | null;
  accessTokenExpiresAt: OptionalTimestamp;
  refreshTokenExpiresAt: OptionalTimestamp;
  scope: string | null;
  password: string | null;
  createdAt: CreatedAt;
  updatedAt: DefaultTimestamp;
}

export interface VerificationTable {
  id: Generated<string>;
  identifier: string;
  value: string;
  expiresAt: Timestamp;
  createdAt: CreatedAt;
  updatedAt: DefaultTimestamp;
}

export interface AccountMailTable {
  id: string;
  userId: string;
  kind: CodeKind;
  codeExpiresAt: Timestamp;
  providerMessageId: string | null;
  sentAt: Timestamp;
}

export interface RateLimitTable {
  id: Generated<string>;
  key: string;
  count: number;
  lastRequest: number;
}

export interface ApiKeyTable {
  id: Generated<string>;
  ownerId: string;
  name: string;
  keyHash: Buffer;
  prefix: string;
  scopes: string[];
  expiresAt: Timestamp;
  lastUsedAt: OptionalTimestamp;
  revokedAt: OptionalTimestamp;
  createdAt: CreatedAt;
}
