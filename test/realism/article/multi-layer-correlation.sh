#!/bin/bash
# Derived from the article's multi-layer-correlation.sh. Corrected: nginx writes its times in a form of its own, of which
# days of one month can be compared as texts. The Redis layer is as in the article: a Redis logs neither, so it finds none.
# Usage: multi-layer-correlation.sh <start> <end> <folder>, times in Unix seconds.
set -eu
start=$1 end=$2 logs=$3
from=$(date -u -d "@$start" '+%d/%b/%Y:%H:%M:%S')
to=$(date -u -d "@$end" '+%d/%b/%Y:%H:%M:%S')

awk -v from="$from" -v to="$to" 'substr($4, 2) >= from && substr($4, 2) < to { print "status-" $9 }' "$logs/ingress.log" |
  sort | uniq -c | sort -rn | awk '{ print $2, $1 }'
echo "redis-slow-or-evicted $(grep -cE "SLOWLOG|eviction" "$logs/redis.log" || true)"
