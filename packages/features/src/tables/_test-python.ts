import { execFileSync } from 'node:child_process';

/** The Python that tests ask what others make of a table; PROSODIA_PYTHON names another. */
export const PYTHON = process.env.PROSODIA_PYTHON ?? 'python3';

/** Why a test is skipped: a library that Python lacks; undefined where it has all. */
export function missingFrom(libraries: readonly string[]): string | undefined {
  const lacking = libraries.filter((library) => {
    try {
      execFileSync(PYTHON, ['-c', `import ${library}`], { stdio: 'ignore' });
      return false;
    } catch {
      return true;
    }
  });
  if (lacking.length === 0) return undefined;
  return `no ${lacking.join(', ')} in ${PYTHON} (PROSODIA_PYTHON names another)`;
}

/** What a program prints as JSON. */
export function askPython(program: string, ...args: readonly string[]): unknown {
  return JSON.parse(execFileSync(PYTHON, ['-c', program, ...args], { encoding: 'utf8' }));
}
