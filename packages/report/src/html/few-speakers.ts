import { fewSpeakersWords } from '@prosodia/statistics';

import { markup, type Markup } from './markup.js';

/** Below a table with intervals over speakers: which of its rows have too few of them; nothing where none has. */
export function fewSpeakersNote(
  rows: readonly { readonly name: string; readonly speakers: number }[],
): Markup | undefined {
  const few = rows.flatMap(({ name, speakers }) => {
    const words = fewSpeakersWords(speakers);
    return words === undefined ? [] : [`${name}: ${words}`];
  });
  if (few.length === 0) return undefined;
  return markup`<p class="soft">Of the intervals over speakers: ${few.join('; ')}.</p>
`;
}
