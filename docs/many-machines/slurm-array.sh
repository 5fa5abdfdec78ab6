#!/usr/bin/env bash
# One task of the array a shard:
#   sbatch --array=0-19 slurm-array.sh DATA SHARDS
# A task that is lost may be put back into the queue: what is done is left alone.
#SBATCH --job-name=prosodia-extract
#SBATCH --cpus-per-task=2
#SBATCH --mem=1G
#SBATCH --requeue
set -euo pipefail
exec "${PROSODIA:-prosodia}" extract --data "$1" --out "$2" \
  --shard "auto/${SLURM_ARRAY_TASK_COUNT}" --threads "${SLURM_CPUS_PER_TASK:-1}"
