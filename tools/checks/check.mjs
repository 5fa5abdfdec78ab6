/** The repository's own rules, each with how many things it looked at. */
import { checkCircles } from './circles.mjs';
import { checkFileLength } from './file-length.mjs';
import { checkFileSize } from './file-size.mjs';
import { checkForeignNames } from './foreign-names.mjs';
import { checkLinks } from './links.mjs';
import { checkMap } from './map.mjs';
import { repository } from './tree.mjs';

const CHECKS = {
  'no circles of imports': checkCircles,
  'file length': checkFileLength,
  'file size': checkFileSize,
  'no machine paths or hosts': checkForeignNames,
  'links in documents': checkLinks,
  'map of the files': checkMap,
};

const tree = repository();
let failed = 0;
for (const [name, check] of Object.entries(CHECKS)) {
  const { looked, things, problems, notes = [] } = check(tree);
  const ok = looked > 0 && problems.length === 0;
  if (!ok) failed++;
  process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${name}: looked at ${looked} ${things}\n`);
  for (const line of [...problems, ...notes]) process.stdout.write(`       ${line}\n`);
}
process.stdout.write(
  `Repository checks: ${Object.keys(CHECKS).length - failed} passed, ${failed} failed\n`,
);
process.exitCode = failed === 0 ? 0 : 1;
