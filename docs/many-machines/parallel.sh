#!/usr/bin/env bash
# The shards of one machine under GNU parallel, as many at once as it has cores:
#   parallel.sh DATA SHARDS COUNT
set -euo pipefail
seq 0 "$(($3 - 1))" | parallel --halt never --retries 3 \
  "${PROSODIA:-prosodia}" extract --data "$1" --out "$2" --shard "{}/$3" --threads 1 --quiet
