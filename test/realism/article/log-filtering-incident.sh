#!/bin/bash
# Derived from the article's log-filtering-incident.sh. Corrected: lines on disk are wrapped by the container runtime and
# hold JSON with numeric levels; the database's duration is field 7, not 5, and its time is a text in fields 1 and 2.
# Usage: log-filtering-incident.sh <start> <end> <folder>, times in Unix seconds.
set -eu
start=$1 end=$2 logs=$3
from=$(date -u -d "@$start" '+%Y-%m-%d %H:%M:%S')
to=$(date -u -d "@$end" '+%Y-%m-%d %H:%M:%S')

echo "warnings-and-errors $(cut -d' ' -f4- "$logs/app.log" |
  jq -R --argjson since "$start" --argjson until "$end" \
    'fromjson? | select(.level >= 40 and .time >= $since * 1000 and .time < $until * 1000) | .level' | wc -l)"
echo "slow-queries $(grep "duration:" "$logs/database.log" |
  awk -v from="$from" -v to="$to" '($1 " " $2) >= from && ($1 " " $2) < to && $7 > 1000' | wc -l)"
echo "changes $(awk -v from="${from/ /T}" -v to="${to/ /T}" \
  '$1 >= from && $1 < to && $2 ~ /^(deploy|rollback|config)$/' "$logs/deployment.log" | wc -l)"
