-- Lawyers' calendars outside: their busy times close slots, and confirmed consultations appear in them.

create table calendar_connection (
  id uuid primary key default uuidv7(),
  lawyer_id uuid not null references lawyer (id) on delete cascade,
  provider text not null check (provider in ('google', 'outlook', 'ics')),
  -- active: read lately. failing: tried again by itself. needs_reauth: only the lawyer can mend it. A disconnected one is deleted.
  status text not null default 'active' check (status in ('active', 'failing', 'needs_reauth')),
  -- As the lawyer knows it: an address, or the host of an ICS address.
  account text not null default '' check (length(account) <= 320),
  -- The calendar at the provider that is read and written.
  calendar_id text not null default 'primary' check (length(calendar_id) <= 1024),
  -- A refresh token, or the private ICS address: sealed, `<key id>:<nonce>:<text and tag>`, bound to this row's id.
  secret text not null,
  -- When busy times were last read whole; null before the first time.
  synced_at timestamptz,
  failing_since timestamptz,
  failure_code text check (length(failure_code) <= 60),
  -- The channel on which the provider says that something changed.
  channel_id text,
  channel_resource_id text,
  channel_secret text,
  channel_expires_at timestamptz,
  -- The lawyer was told that this connection needs attention.
  told_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (lawyer_id, provider),
  check ((status = 'active') = (failing_since is null))
);
create unique index calendar_connection_channel on calendar_connection (channel_id) where channel_id is not null;

-- A connection that was taken away, until its provider has been told: at most a day.
create table calendar_farewell (
  connection_id uuid primary key,
  provider text not null check (provider in ('google', 'outlook', 'ics')),
  secret text not null,
  channel_id text,
  channel_resource_id text,
  created_at timestamptz not null default now()
);
create index calendar_farewell_age on calendar_farewell (created_at);

create table calendar_busy (
  connection_id uuid not null references calendar_connection (id) on delete cascade,
  start_at timestamptz not null,
  end_at timestamptz not null,
  check (end_at > start_at)
);
create index calendar_busy_span on calendar_busy using gist (connection_id, tstzrange(start_at, end_at));

-- A consultation as an event in a lawyer's calendar.
create table calendar_event (
  consultation_id uuid not null references consultation (id),
  connection_id uuid not null references calendar_connection (id) on delete cascade,
  -- Null until the provider has confirmed it.
  provider_event_id text,
  -- deleted_there: the lawyer took it out; nothing is cancelled, the lawyer is asked.
  status text not null check (status in ('wanted', 'present', 'removed', 'deleted_there')),
  -- Of the consultation's row, when it was last written there.
  written_revision integer,
  updated_at timestamptz not null default now(),
  primary key (consultation_id, connection_id)
);
create index calendar_event_connection on calendar_event (connection_id, status);

-- An authorisation under way: from "connect" to the answer of the provider, at most ten minutes.
create table calendar_authorisation (
  -- SHA-256 of the state that went to the provider.
  state_hash bytea primary key,
  lawyer_id uuid not null references lawyer (id) on delete cascade,
  user_id uuid not null references app_user (id),
  provider text not null check (provider in ('google', 'outlook')),
  -- Of PKCE, sealed.
  verifier text not null,
  created_at timestamptz not null default now()
);
create index calendar_authorisation_age on calendar_authorisation (created_at);

-- A person's private feed of their own consultations. Found by the hash, shown again from what is sealed.
create table calendar_feed (
  user_id uuid primary key references app_user (id) on delete cascade,
  token_hash bytea not null unique,
  token text not null,
  created_at timestamptz not null default now()
);

grant select, insert, update, delete on calendar_connection, calendar_farewell, calendar_busy, calendar_event, calendar_authorisation,
  calendar_feed to majlis_app;
