-- Consultations. A row changes only through activities of its own workflow, and its revision only grows.
create table consultation (
  id uuid primary key,
  number text not null unique check (number ~ '^MJ-[0-9A-HJKMNP-TV-Z]{10}$'),
  client_id uuid not null references app_user (id),
  lawyer_id uuid not null references lawyer (id),
  -- The partner that booked it, when one did.
  partner_id uuid references app_user (id),
  consultation_type text not null check (consultation_type in ('video', 'phone', 'in_person', 'document_review', 'quick_question')),
  status text not null check (status in (
    'payment_pending', 'awaiting_lawyer', 'confirmed', 'in_progress', 'completed', 'no_show', 'cancelled', 'expired', 'declined')),
  revision integer not null check (revision > 0),
  start_at timestamptz not null,
  end_at timestamptz not null,
  buffer_minutes integer not null check (buffer_minutes between 0 and 240),
  -- end_at plus the buffer; a column, because the sum with an interval is not immutable enough for an index.
  block_end_at timestamptz not null,
  client_timezone text not null,
  lawyer_timezone text not null,
  currency text not null check (currency = 'AED'),
  base_price_minor integer not null check (base_price_minor > 0),
  platform_fee_minor integer not null check (platform_fee_minor >= 0),
  vat_minor integer not null check (vat_minor >= 0),
  total_price_minor integer not null check (total_price_minor = base_price_minor + platform_fee_minor + vat_minor),
  platform_fee_bps integer not null check (platform_fee_bps between 0 and 10000),
  vat_bps integer not null check (vat_bps between 0 and 10000),
  cancellation_policy text not null check (cancellation_policy in ('standard', 'flexible', 'strict')),
  reminder_minutes integer[] not null,
  instant_booking boolean not null,
  hold_expires_at timestamptz not null,
  confirmed_at timestamptz,
  cancelled_by text check (cancelled_by in ('client', 'lawyer', 'operator')),
  cancel_reason text,
  no_show_by text check (no_show_by in ('client', 'lawyer', 'both')),
  needs_attention boolean not null default false,
  attention_reason text,
  created_at timestamptz not null,
  updated_at timestamptz not null default now(),
  check (end_at > start_at),
  check (block_end_at = end_at + buffer_minutes * interval '1 minute'),
  check (status not in ('confirmed', 'in_progress', 'completed', 'no_show') or confirmed_at is not null),
  check ((status = 'cancelled') = (cancelled_by is not null)),
  check ((status = 'no_show') = (no_show_by is not null)),
  check (needs_attention = (attention_reason is not null)),
  -- No slot is sold twice, whatever the code above believes.
  constraint consultation_lawyer_no_overlap exclude using gist (lawyer_id with =, tstzrange(start_at, block_end_at) with &&)
    where (status in ('payment_pending', 'awaiting_lawyer', 'confirmed', 'in_progress', 'completed', 'no_show')),
  constraint consultation_client_no_overlap exclude using gist (client_id with =, tstzrange(start_at, end_at) with &&)
    where (status in ('payment_pending', 'awaiting_lawyer', 'confirmed', 'in_progress', 'completed', 'no_show'))
);
create index consultation_client on consultation (client_id, start_at, id);
create index consultation_lawyer on consultation (lawyer_id, start_at, id);
create index consultation_partner on consultation (partner_id, start_at, id) where partner_id is not null;
create index consultation_attention on consultation (updated_at, id) where needs_attention;
-- How many holds a client has taken lately, paid or not.
create index consultation_client_recent on consultation (client_id, created_at);

-- The event log: one row for each change of state, with who did it. Append-only: the app may not change or delete.
create table consultation_event (
  id bigint generated always as identity primary key,
  consultation_id uuid not null references consultation (id),
  revision integer not null,
  kind text not null,
  from_status text,
  to_status text not null,
  actor_kind text not null check (actor_kind in ('client', 'lawyer', 'partner', 'operator', 'system', 'provider')),
  actor_id uuid,
  reason text,
  -- Ids, amounts and codes only.
  data jsonb not null default '{}',
  at timestamptz not null,
  recorded_at timestamptz not null default now(),
  unique (consultation_id, revision)
);

-- What the client told the lawyer, written before the workflow starts; it never passes through Temporal.
create table intake (
  consultation_id uuid primary key,
  client_id uuid not null references app_user (id),
  -- As the partner who booked calls the client. The name of the account that has the address is not the partner's to see.
  client_name text check (length(client_name) between 1 and 200),
  locale text not null check (locale in ('en', 'ar')),
  client_phone text check (client_phone ~ '^\+[1-9][0-9]{6,14}$'),
  notes text check (length(notes) <= 4000),
  questions jsonb not null default '[]' check (jsonb_typeof(questions) = 'array'),
  answers jsonb not null default '{}' check (jsonb_typeof(answers) = 'object'),
  -- The client's uploads; they are attached together with the hold.
  document_ids uuid[] not null default '{}' check (cardinality(document_ids) <= 5),
  created_at timestamptz not null default now()
);
create index intake_age on intake (created_at);

-- A remark that goes with one command (why somebody cancelled), kept apart for the same reason.
create table note (
  command_id text primary key,
  consultation_id uuid not null references consultation (id),
  author_id uuid not null references app_user (id),
  text text not null check (length(text) between 1 and 2000),
  created_at timestamptz not null default now()
);

create table document (
  id uuid primary key default uuidv7(),
  owner_id uuid not null references app_user (id),
  consultation_id uuid references consultation (id),
  name text not null check (length(name) between 1 and 200),
  media_type text not null,
  size_bytes integer not null check (size_bytes between 1 and 10485760),
  sha256 bytea not null,
  created_at timestamptz not null default now()
);
create index document_consultation on document (consultation_id) where consultation_id is not null;
create index document_unattached on document (created_at) where consultation_id is null;

create table document_content (
  document_id uuid primary key references document (id) on delete cascade,
  bytes bytea not null
);

grant select, insert, update on consultation to majlis_app;
grant select, insert on consultation_event to majlis_app;
grant select, insert, update, delete on intake, note, document, document_content to majlis_app;
