import type { CommandDefinition } from './command.js';
import { cacheCommand } from './commands/cache.js';
import { compareCommand } from './commands/compare.js';
import { checkCommand } from './commands/check.js';
import { describeCommand } from './commands/describe.js';
import { doctorCommand } from './commands/doctor.js';
import { downloadCommand } from './commands/download.js';
import { evaluateCommand } from './commands/evaluate.js';
import { exploreCommand } from './commands/explore.js';
import { extractCommand } from './commands/extract.js';
import { mergeCommand } from './commands/merge.js';
import { predictCommand } from './commands/predict.js';
import { reportCommand } from './commands/report.js';
import { searchCommand } from './commands/search.js';
import { trainCommand } from './commands/train.js';

/** Every command, in the order of `prosodia --help`. */
export const commands: readonly CommandDefinition[] = [
  exploreCommand,
  trainCommand,
  evaluateCommand,
  searchCommand,
  reportCommand,
  compareCommand,
  predictCommand,
  extractCommand,
  mergeCommand,
  downloadCommand,
  checkCommand,
  cacheCommand,
  describeCommand,
  doctorCommand,
];
