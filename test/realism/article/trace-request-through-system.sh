#!/bin/bash
# Derived from the article's trace-request-through-system.sh. Corrected: only a trace that was kept can be looked up.
# Prints a failed request's trace.
# Usage: trace-request-through-system.sh <folder>
set -eu
cut -d' ' -f4- "$1/app.log" |
  jq -R -r 'fromjson? | select(.msg == "request errored" and .trace_flags == "01") | "trace " + .trace_id' | head -1
