#!/bin/bash
# Derived from the article's validate-log-structure.sh. Corrected: grep -E knows no \d; "wc -l > 0" writes a file named 0;
# levels are numbers; what the container runtime puts before a line has the time.
# Usage: validate-log-structure.sh <folder>
set -eu
log=$1/app.log
has() { head -200 "$log" | cut -d' ' "$1" | grep -qE "$2" && echo "$3 1" || echo "$3 0"; }
has -f4- '^\{.*\}$' json
has -f1 '^[0-9]{4}-[0-9]{2}-[0-9]{2}T' timestamps
has -f4- '"trace_id":"[0-9a-f]{32}"' trace-ids
has -f4- '"level":(30|40|50)' levels
has -f4- '"hostname":"[a-z-]+-[a-z0-9]+-[a-z0-9]+"' context
