-- Who may sign in. The first four tables have the shape that better-auth reads and writes.
create extension if not exists btree_gist;
create extension if not exists pg_trgm;

-- What the api and the worker may do is granted to this role; the people who run Majlis make a login in it.
do $$ begin
  create role majlis_app nologin;
exception
  -- Roles belong to the server: another database's migration may make it in the same moment.
  when duplicate_object or unique_violation then null;
end $$;
grant usage on schema public to majlis_app;

create table app_user (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 200),
  email text not null unique check (email = lower(email) and length(email) <= 254),
  email_verified boolean not null default false,
  image text,
  role text not null default 'client' check (role in ('client', 'lawyer', 'operator')),
  locale text not null default 'en' check (locale in ('en', 'ar')),
  timezone text not null default 'Asia/Dubai',
  phone text check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  -- Partners book for their own clients with an API key.
  is_partner boolean not null default false,
  -- A client whom a partner brought along: no password, until they claim the account with a code by e-mail.
  brought_by uuid references app_user (id),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table session (
  id uuid primary key default uuidv7(),
  user_id uuid not null references app_user (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index session_owner on session (user_id);

-- One way to prove who somebody is; the password's hash lives here.
create table credential (
  id uuid primary key default uuidv7(),
  user_id uuid not null references app_user (id) on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index credential_user on credential (user_id);

create table verification (
  id uuid primary key default uuidv7(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_identifier on verification (identifier);

create table rate_limit (
  id uuid primary key default uuidv7(),
  key text not null unique,
  count integer not null,
  last_request bigint not null
);

create table api_key (
  id uuid primary key default uuidv7(),
  owner_id uuid not null references app_user (id) on delete cascade,
  name text not null check (length(name) between 1 and 100),
  -- SHA-256 of the key; the key itself is shown once and stored nowhere.
  key_hash bytea not null unique,
  -- The first characters, so that its owner can tell keys apart.
  prefix text not null,
  scopes text[] not null check (
    scopes <@ array['slots:read', 'consultations:read', 'consultations:book', 'consultations:reschedule', 'consultations:cancel']
    and cardinality(scopes) > 0
  ),
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  check (expires_at <= created_at + interval '365 days 1 hour')
);
create index api_key_owner on api_key (owner_id);

grant select, insert, update, delete on app_user, session, credential, verification, rate_limit, api_key to majlis_app;
