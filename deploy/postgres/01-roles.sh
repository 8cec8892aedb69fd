#!/bin/sh
# Runs once, when the volume is empty: the databases of Majlis and Temporal, and a role for each of those who use them.
# Names and passwords are those of DATABASE_ADMIN_URL, DATABASE_URL and POSTGRES_PWD.
set -eu

fail() {
  echo "$1" >&2
  exit 1
}

user_of() {
  rest=${1#*://}
  echo "${rest%%:*}"
}

password_of() {
  rest=${1#*://*:}
  echo "${rest%%@*}"
}

for url in "$DATABASE_ADMIN_URL" "$DATABASE_URL"; do
  echo "$url" | grep -Eq '^postgres(ql)?://[a-z_]+:[A-Za-z0-9_-]+@postgres:5432/majlis$' ||
    fail 'DATABASE_ADMIN_URL and DATABASE_URL must be postgres://NAME:PASSWORD@postgres:5432/majlis, with letters, digits, - and _ in the password'
done
[ "$(user_of "$DATABASE_ADMIN_URL")" != "$(user_of "$DATABASE_URL")" ] ||
  fail 'DATABASE_ADMIN_URL and DATABASE_URL need different roles: the application may not change the schema'

# By psql's own variables, so that no password is pasted into SQL.
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  -v owner="$(user_of "$DATABASE_ADMIN_URL")" -v owner_password="$(password_of "$DATABASE_ADMIN_URL")" \
  -v app="$(user_of "$DATABASE_URL")" -v app_password="$(password_of "$DATABASE_URL")" \
  -v temporal_password="$POSTGRES_PWD" <<'SQL'
-- Migrations create the group majlis_app where it is missing, which takes createrole even where it is there.
create role :"owner" login createrole password :'owner_password';
create role majlis_app nologin;
create role :"app" login password :'app_password' in role majlis_app;
create database majlis owner :"owner";
revoke connect on database majlis from public;
grant connect on database majlis to majlis_app;

create role temporal login password :'temporal_password';
create database temporal owner temporal;
create database temporal_visibility owner temporal;
revoke connect on database temporal, temporal_visibility from public;
SQL
