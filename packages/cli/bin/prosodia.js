#!/usr/bin/env node
import { existsSync } from 'node:fs';

const main = new URL('../dist/main.js', import.meta.url);

if (existsSync(main)) {
  const { runMain } = await import(main.href);
  await runMain(process.argv);
} else {
  process.stderr.write(
    'Error: prosodia is not built yet. Run `npm run setup`, then `npm run build`.\n',
  );
  process.exitCode = 1;
}
