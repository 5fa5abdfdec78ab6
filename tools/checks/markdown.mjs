import { posix } from 'node:path';

/**
 * The links of a Markdown file that lead to a file, outside its code blocks.
 *
 * @param {string} file of the document
 * @param {string} text
 * @returns {{ target: string, line: number }[]} targets relative to the root, without the `#part`
 */
export function fileLinks(file, text) {
  const withoutCode = text.replace(/^```[\s\S]*?^```/gm, (block) => block.replace(/[^\n]/g, ''));
  return withoutCode.split('\n').flatMap((line, index) =>
    [...line.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link]) => link.replace(/#.*$/, ''))
      .filter((link) => link !== '' && !/^[a-z]+:/.test(link))
      .map((link) => ({ target: posix.join(posix.dirname(file), link), line: index + 1 })),
  );
}

/**
 * The code of the first fenced block in one of `languages`.
 *
 * @param {string} text
 * @param {readonly string[]} languages
 * @returns {{ language: string, code: string } | undefined}
 */
export function firstBlock(text, languages) {
  for (const [, language, code] of text.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)) {
    if (languages.includes(language)) return { language, code };
  }
  return undefined;
}
