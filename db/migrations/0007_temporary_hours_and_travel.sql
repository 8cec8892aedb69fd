-- Hours that hold for some dates only, lawyers who travel, holidays that are imported, and who changed what.

-- Another week for a range of dates (Ramadan, summer). Two of one lawyer never overlap.
create table temporary_hours (
  id uuid primary key default uuidv7(),
  lawyer_id uuid not null references availability (lawyer_id) on delete cascade,
  name text not null default '' check (length(name) <= 80),
  start_date date not null,
  end_date date not null,
  check (end_date >= start_date),
  constraint temporary_hours_no_overlap exclude using gist (lawyer_id with =, daterange(start_date, end_date, '[]') with &&)
);

create table temporary_hours_window (
  temporary_hours_id uuid not null references temporary_hours (id) on delete cascade,
  day_of_week smallint not null check (day_of_week between 0 and 6),
  start_minute smallint not null check (start_minute between 0 and 1439),
  end_minute smallint not null check (end_minute between 0 and 1440),
  check (start_minute <> end_minute),
  primary key (temporary_hours_id, day_of_week, start_minute)
);

-- The zone in which the local dates of a range are read, when it is not the lawyer's own.
create table availability_travel (
  id uuid primary key default uuidv7(),
  lawyer_id uuid not null references availability (lawyer_id) on delete cascade,
  start_date date not null,
  end_date date not null,
  timezone text not null,
  check (end_date >= start_date),
  constraint availability_travel_no_overlap exclude using gist (lawyer_id with =, daterange(start_date, end_date, '[]') with &&)
);

alter table availability_override
  add column name text not null default '' check (length(name) <= 80),
  -- The year with which a public holiday was imported: the next import of that year takes its place.
  add column imported_year smallint check (imported_year between 2000 and 2100),
  add check (imported_year is null or kind = 'holiday');

-- Who changed hours, days off or prices, and how. Append-only: the app may not change or delete.
create table availability_change (
  id bigint generated always as identity primary key,
  lawyer_id uuid not null references lawyer (id) on delete cascade,
  -- The version of the availability after the change.
  version integer not null,
  kind text not null check (kind in (
    'hours_changed', 'override_added', 'override_removed', 'holidays_imported', 'prices_changed', 'calendar_connected', 'calendar_disconnected')),
  -- Null: Majlis itself.
  actor_id uuid references app_user (id),
  -- What was changed, by the field's name, as it was and as it is.
  before jsonb not null default '{}' check (jsonb_typeof(before) = 'object'),
  after jsonb not null default '{}' check (jsonb_typeof(after) = 'object'),
  at timestamptz not null default now()
);
create index availability_change_lawyer on availability_change (lawyer_id, id desc);

grant select, insert, update, delete on temporary_hours, temporary_hours_window, availability_travel to majlis_app;
grant select, insert on availability_change to majlis_app;
