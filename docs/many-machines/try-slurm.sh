#!/usr/bin/env bash
# Starts a Slurm of one node for this script alone, runs slurm-array.sh and parallel.sh on it, and
# compares the merged tables. As root, with Debian's packages slurm-wlm, munge and parallel:
#   docs/many-machines/try-slurm.sh DATA [COUNT]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
data=$1 count=${2:-8}
place=$(mktemp -d)
host=$(hostname -s)
mkdir "$place/spool" "$place/state"
cat > "$place/slurm.conf" <<EOF
ClusterName=one
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$place/munge.sock
MpiDefault=none
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SlurmctldPidFile=$place/slurmctld.pid
SlurmdPidFile=$place/slurmd.pid
SlurmdSpoolDir=$place/spool
StateSaveLocation=$place/state
SlurmctldLogFile=$place/slurmctld.log
SlurmdLogFile=$place/slurmd.log
SlurmctldPort=16817
SlurmdPort=16818
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=2000 State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
EOF
export SLURM_CONF=$place/slurm.conf
(umask 077 && head -c 1024 /dev/urandom > "$place/munge.key")
munged --socket="$place/munge.sock" --key-file="$place/munge.key" --pid-file="$place/munge.pid" \
  --log-file="$place/munge.log" --seed-file="$place/munge.seed" --force
stop() {
  for daemon in slurmd slurmctld munge; do kill "$(cat "$place/$daemon.pid")" 2> /dev/null || true; done
}
trap stop EXIT
slurmctld -c
slurmd -N "$host"

cat > "$place/prosodia" <<EOF
#!/bin/sh
exec node '$here/../../packages/cli/bin/prosodia.js' "\$@"
EOF
chmod +x "$place/prosodia"
export PROSODIA=$place/prosodia
sbatch --wait --array="0-$((count - 1))" --output="$place/%a.txt" \
  "$here/slurm-array.sh" "$data" "$place/slurm"
"$here/parallel.sh" "$data" "$place/parallel" "$count"
for way in slurm parallel; do
  "$PROSODIA" merge "$place/$way" --out "$place/$way.parquet"
  sha256sum "$place/$way.parquet"
done
cmp "$place/slurm.parquet" "$place/parallel.parquet"
