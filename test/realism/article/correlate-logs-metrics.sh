#!/bin/bash
# Derived from the article's correlate-logs-metrics.sh. Corrected: {13:45..13:52} is no range for a shell, and the level
# is a number. Prints errors of requests for each minute that has some.
# Usage: correlate-logs-metrics.sh <service> <folder>
set -eu
service=$1 logs=$2
cut -d' ' -f4- "$logs/app.log" |
  jq -R -r --arg service "$service" \
    'fromjson? | select(.msg == "request errored" and (.hostname | startswith($service)))
     | (.time / 60000 | floor * 60 | strftime("minute-%H:%M"))' |
  sort | uniq -c | awk '{ print $2, $1 }'
