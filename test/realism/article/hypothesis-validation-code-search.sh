#!/bin/bash
# Derived from the article's hypothesis-validation-code-search.sh: files with statements over orders by time.
# Usage: hypothesis-validation-code-search.sh <folder of the source>
set -eu
cd "$1"
{ grep -rl "FROM orders" src || true; } | while read -r file; do
  if grep -qi "ORDER BY created_at" "$file"; then echo "$file 1"; fi
done | sort
