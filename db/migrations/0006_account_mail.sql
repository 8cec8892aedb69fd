-- Mails with a code that went out: one row for each code that was sent.
create table account_mail (
  id uuid primary key,
  user_id uuid not null references app_user (id) on delete cascade,
  kind text not null check (kind in ('verify_address', 'reset_password')),
  -- Tells one code of this user from the next. The code itself is in verification, and only there.
  code_expires_at timestamptz not null,
  provider_message_id text,
  sent_at timestamptz not null,
  unique (user_id, kind, code_expires_at)
);
create index account_mail_sent on account_mail (sent_at);

grant select, insert, update, delete on account_mail to majlis_app;
