#!/bin/sh
# Brings Temporal's two databases to what the pinned server expects. Repeating it changes nothing.
set -eu

for database in temporal temporal_visibility; do
  case $database in
    temporal) versions=temporal ;;
    temporal_visibility) versions=visibility ;;
  esac
  export SQL_DATABASE="$database"
  temporal-sql-tool setup-schema -v 0.0
  temporal-sql-tool update-schema -d "/etc/temporal/schema/postgresql/v12/$versions/versioned"
done
