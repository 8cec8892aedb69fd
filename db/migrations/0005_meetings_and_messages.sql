-- Meetings and who came.
create table meeting (
  consultation_id uuid primary key references consultation (id),
  kind text not null check (kind in ('video', 'in_person')),
  room_name text unique,
  room_sid text unique,
  status text not null check (status in ('planned', 'open', 'closed')),
  opened_at timestamptz,
  closed_at timestamptz,
  check (kind <> 'video' or room_name is not null)
);

create table meeting_participant (
  consultation_id uuid not null references meeting (consultation_id),
  party text not null check (party in ('client', 'lawyer')),
  first_joined_at timestamptz not null,
  last_left_at timestamptz,
  is_present boolean not null,
  primary key (consultation_id, party)
);

-- One delivery on one channel. A repeat of the activity finds the row and does not send again.
create table notification (
  id uuid primary key default uuidv7(),
  consultation_id uuid not null references consultation (id),
  kind text not null,
  recipient text not null check (recipient in ('client', 'lawyer')),
  channel text not null check (channel in ('email', 'sms')),
  -- How often the consultation had been moved when it was sent.
  sequence integer not null default 0,
  user_id uuid not null references app_user (id),
  status text not null check (status in ('sending', 'sent', 'delivered', 'failed', 'skipped')),
  provider_message_id text,
  error_code text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (consultation_id, kind, recipient, channel, sequence)
);
create index notification_user on notification (user_id, created_at desc, id);
create index notification_provider_message on notification (provider_message_id) where provider_message_id is not null;

-- Every webhook once. A webhook is a hint, so only ids are kept.
create table webhook_inbox (
  provider text not null check (provider in ('stripe', 'twilio', 'sendgrid')),
  event_id text not null,
  kind text not null,
  object_id text not null,
  consultation_id uuid,
  received_at timestamptz not null default now(),
  handled_at timestamptz,
  primary key (provider, event_id)
);
create index webhook_unhandled on webhook_inbox (received_at) where handled_at is null;
create index webhook_handled on webhook_inbox (received_at) where handled_at is not null;

-- First comes the key: another body under the same key is refused, and a refusal stays the answer.
create table idempotency_key (
  caller text not null,
  key text not null check (length(key) between 1 and 255),
  body_hash bytea not null,
  consultation_id uuid not null unique,
  -- A refusal, by the api or by the workflow's activity.
  refusal_code text,
  refusal_detail text,
  refusal_reason text,
  created_at timestamptz not null default now(),
  primary key (caller, key),
  check ((refusal_code is null) = (refusal_detail is null))
);
create index idempotency_key_age on idempotency_key (created_at);

-- Commands on a consultation that came with a key: the id is made from caller, consultation and key.
create table command_key (
  command_id text primary key,
  body_hash bytea not null,
  created_at timestamptz not null default now()
);
create index command_key_age on command_key (created_at);

-- What an operator does through the Temporal UI where no argument of ours can carry the name.
create table operator_action (
  id uuid primary key default uuidv7(),
  operator_id uuid not null references app_user (id),
  workflow_id text not null,
  action text not null check (action in ('request_cancellation', 'change_activity')),
  at timestamptz not null default now()
);
create index operator_action_workflow on operator_action (workflow_id, at desc);

grant select, insert, update on meeting, meeting_participant, notification to majlis_app;
grant select, insert, update, delete on webhook_inbox, idempotency_key, command_key to majlis_app;
grant select, insert on operator_action to majlis_app;
