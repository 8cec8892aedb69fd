#!/bin/sh
# The namespace, with 30 days of closed consultations, and the search attributes that workflows set.
set -eu

if temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; then
  temporal operator namespace update --namespace "$TEMPORAL_NAMESPACE" --retention 720h
else
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 720h
fi

# A new namespace takes some seconds to be known to all parts of the server.
attempts=30
until temporal operator search-attribute list --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; do
  attempts=$((attempts - 1))
  [ "$attempts" -gt 0 ] || { echo "The namespace $TEMPORAL_NAMESPACE does not answer" >&2; exit 1; }
  sleep 1
done

known=$(temporal operator search-attribute list --namespace "$TEMPORAL_NAMESPACE")
add() {
  if ! echo "$known" | grep -Eq "(^|[^A-Za-z])$1([^A-Za-z]|\$)"; then
    temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" --name "$1" --type "$2"
  fi
}
add ConsultationStatus Keyword
add ConsultationNumber Keyword
add LawyerId Keyword
add ClientId Keyword
add ScheduledAt Datetime
add NeedsAttention Bool
add AttentionReason Keyword
