-- Lawyers, when they are open, and what they charge.
create table lawyer (
  id uuid primary key default uuidv7(),
  user_id uuid not null unique references app_user (id),
  status text not null default 'applied' check (status in ('applied', 'listed', 'refused', 'suspended')),
  name_en text not null check (length(name_en) between 1 and 120),
  name_ar text not null check (length(name_ar) between 1 and 120),
  headline_en text not null default '' check (length(headline_en) <= 160),
  headline_ar text not null default '' check (length(headline_ar) <= 160),
  bio_en text not null default '' check (length(bio_en) <= 4000),
  bio_ar text not null default '' check (length(bio_ar) <= 4000),
  licence_number text not null check (length(licence_number) between 1 and 60),
  city text not null default 'Dubai' check (length(city) <= 80),
  specialties text[] not null default '{}' check (cardinality(specialties) <= 12),
  languages text[] not null default '{en}' check (cardinality(languages) between 1 and 12),
  office_address_en text not null default '' check (length(office_address_en) <= 300),
  office_address_ar text not null default '' check (length(office_address_ar) <= 300),
  office_map_url text check (office_map_url ~ '^https://' and length(office_map_url) <= 500),
  cancellation_policy text not null default 'standard' check (cancellation_policy in ('standard', 'flexible', 'strict')),
  listed_at timestamptz,
  listed_by uuid references app_user (id),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((status = 'listed') <= (listed_at is not null))
);
create index lawyer_listed on lawyer (listed_at, id) where status = 'listed';
-- What the directory's search looks through.
create index lawyer_search on lawyer using gin ((name_en || ' ' || name_ar || ' ' || headline_en || ' ' || headline_ar) gin_trgm_ops)
  where status = 'listed';

-- One row a lawyer: the general rules. Its lock is what a hold and an edit of hours both take.
create table availability (
  lawyer_id uuid primary key references lawyer (id) on delete cascade,
  timezone text not null default 'Asia/Dubai',
  buffer_minutes integer not null default 15 check (buffer_minutes between 0 and 240),
  step_minutes integer not null default 30 check (step_minutes between 5 and 240),
  min_notice_minutes integer not null default 120 check (min_notice_minutes between 0 and 43200),
  max_advance_days integer not null default 60 check (max_advance_days between 1 and 365),
  instant_booking boolean not null default true,
  is_active boolean not null default true,
  reminder_minutes integer[] not null default '{1440,60}' check (cardinality(reminder_minutes) <= 5),
  limit_per_day integer check (limit_per_day between 1 and 100),
  limit_per_week integer check (limit_per_week between 1 and 700),
  -- What If-Match compares.
  version integer not null default 1,
  updated_at timestamptz not null default now()
);

create table availability_window (
  id uuid primary key default uuidv7(),
  lawyer_id uuid not null references availability (lawyer_id) on delete cascade,
  day_of_week smallint not null check (day_of_week between 0 and 6),
  start_minute smallint not null check (start_minute between 0 and 1439),
  -- 1440 is 24:00; an end at or before the start is on the next day.
  end_minute smallint not null check (end_minute between 0 and 1440),
  check (start_minute <> end_minute)
);
create index availability_window_lawyer on availability_window (lawyer_id);

create table availability_override (
  id uuid primary key default uuidv7(),
  lawyer_id uuid not null references availability (lawyer_id) on delete cascade,
  kind text not null check (kind in ('blocked', 'holiday', 'custom_hours', 'partial_block')),
  start_date date not null,
  end_date date not null,
  start_minute smallint check (start_minute between 0 and 1439),
  end_minute smallint check (end_minute between 0 and 1440),
  check (end_date >= start_date),
  check ((kind in ('custom_hours', 'partial_block')) = (start_minute is not null and end_minute is not null)),
  check ((start_minute is null) = (end_minute is null))
);
create index availability_override_lawyer on availability_override (lawyer_id, end_date);

create table price (
  lawyer_id uuid not null references lawyer (id) on delete cascade,
  consultation_type text not null check (consultation_type in ('video', 'phone', 'in_person', 'document_review', 'quick_question')),
  fixed_fee_minor integer check (fixed_fee_minor between 200 and 10000000),
  hourly_rate_minor integer check (hourly_rate_minor between 200 and 10000000),
  durations integer[] not null check (cardinality(durations) between 1 and 8 and 5 <= all (durations) and 480 >= all (durations)),
  currency text not null default 'AED' check (currency = 'AED'),
  is_active boolean not null default true,
  -- Absent: the general ones.
  buffer_minutes integer check (buffer_minutes between 0 and 240),
  min_notice_minutes integer check (min_notice_minutes between 0 and 43200),
  step_minutes integer check (step_minutes between 5 and 240),
  primary key (lawyer_id, consultation_type),
  check ((fixed_fee_minor is null) <> (hourly_rate_minor is null))
);

create table questionnaire (
  lawyer_id uuid not null references lawyer (id) on delete cascade,
  consultation_type text not null check (consultation_type in ('video', 'phone', 'in_person', 'document_review', 'quick_question')),
  questions jsonb not null check (jsonb_typeof(questions) = 'array' and jsonb_array_length(questions) <= 20),
  updated_at timestamptz not null default now(),
  primary key (lawyer_id, consultation_type)
);

grant select, insert, update, delete on lawyer, availability, availability_window, availability_override, price, questionnaire to majlis_app;
