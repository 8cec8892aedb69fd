-- Money. One payment per attempt at checkout; refunds at most once for each reason, never more than was captured.
create table payment (
  id uuid primary key default uuidv7(),
  consultation_id uuid not null references consultation (id),
  attempt integer not null default 1 check (attempt between 1 and 10),
  status text not null check (status in ('open', 'authorised', 'captured', 'voided', 'expired')),
  currency text not null check (currency = 'AED'),
  amount_minor integer not null check (amount_minor > 0),
  captured_minor integer not null default 0 check (captured_minor in (0, amount_minor)),
  refunded_minor integer not null default 0 check (refunded_minor between 0 and captured_minor),
  session_id text unique,
  payment_intent_id text unique,
  checkout_url text,
  capture_before timestamptz,
  authorised_at timestamptz,
  captured_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (consultation_id, attempt),
  check ((status = 'captured') = (captured_minor > 0))
);
create unique index payment_one_open on payment (consultation_id) where status in ('open', 'authorised', 'captured');

create table refund (
  id uuid primary key default uuidv7(),
  consultation_id uuid not null references consultation (id),
  payment_id uuid not null references payment (id),
  reason text not null,
  amount_minor integer not null check (amount_minor > 0),
  base_minor integer not null check (base_minor >= 0),
  fee_minor integer not null check (fee_minor >= 0),
  vat_minor integer not null check (vat_minor >= 0),
  -- handled: the bank returned it, and an operator settled it outside.
  status text not null check (status in ('requested', 'pending', 'succeeded', 'failed', 'handled')),
  provider_refund_id text unique,
  failure_reason text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (consultation_id, reason),
  check (amount_minor = base_minor + fee_minor + vat_minor)
);

grant select, insert, update on payment, refund to majlis_app;
