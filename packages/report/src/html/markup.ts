/** Text that is HTML already. Only {@link markup} and {@link trusted} make it. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What may stand in a template: text is escaped, HTML is not, lists are joined, nothing is left out. */
export type Part = string | number | Markup | undefined | readonly Part[];

/** A template that escapes what it is given. markup`<p>${fileName}</p>` */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const pieces = strings.map((text, index) => text + render(parts[index]));
  return new Markup(pieces.join(''));
}

/** Takes text for HTML: only for what this package made itself, such as a drawn chart. */
export const trusted = (text: string): Markup => new Markup(text);

function render(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(render).join('');
  return escapeHtml(String(part));
}

/** For text and for quoted attributes alike. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
