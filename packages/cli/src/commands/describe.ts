import type { NetworkDescription } from '@prosodia/model';

import type { CommandDefinition } from '../command.js';
import { formatTable, thousands } from '../terminal/format-table.js';

export const describeCommand: CommandDefinition = {
  name: 'describe',
  summary: 'show the layers and parameter counts of the network',
  description:
    'Shows the layers of the network that `train` trains, and how many parameters they have.',
  options: [],
  examples: [
    ['the network as a table', 'prosodia describe'],
    ['how many parameters are trained', 'prosodia describe --json | jq .params.trainable'],
  ],
  async run(_options, { terminal }) {
    const { describeNetwork, notebookCnn } = await import('@prosodia/model');
    const network = describeNetwork(notebookCnn());
    terminal.summary(network);
    terminal.result(formatNetwork(network));
  },
};

/** A line per layer: its name, its kind, the shape it gives for one clip, its parameters. */
export function formatNetwork({ name, inputShape, layers, params }: NetworkDescription): string {
  const rows = layers.map((layer) => [
    layer.name,
    layer.type,
    layer.outputShape.join(' x '),
    thousands(layer.params),
  ]);
  return [
    `${name}, input ${inputShape.join(' x ')}`,
    '',
    formatTable([['layer', 'type', 'output', 'parameters'], ...rows], 1),
    '',
    `${thousands(params.total)} parameters, ${thousands(params.trainable)} trainable, ${thousands(params.nonTrainable)} not.`,
  ].join('\n');
}
