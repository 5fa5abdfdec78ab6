import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';

/**
 * @typedef {object} Machine
 * @property {string} date when the run began, ISO 8601
 * @property {string} cpu
 * @property {number} cores
 * @property {number} memoryGiB
 * @property {string} governor who sets the clock; 'unknown' where the system does not tell
 * @property {number} loadBefore programs that wanted a core in the minute before; above 0.3 the numbers are off
 * @property {string} system
 * @property {string} node
 */

/** @returns {Machine} */
export function describeMachine() {
  return {
    date: new Date().toISOString(),
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    governor: governor(),
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    system: `${type()} ${release()}`,
    node: process.version,
  };
}

function governor() {
  try {
    return readFileSync('/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor', 'utf8').trim();
  } catch {
    return 'unknown';
  }
}
