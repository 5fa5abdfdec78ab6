import type { NetworkDescription } from '@prosodia/model';

import type { CommandDefinition } from '../command.js';
import { choiceOption, type OutputOptions } from '../options.js';
import { FEATURES_OF_INPUT, NETWORK_KINDS, type NetworkKind } from '../run/network-kinds.js';
import { formatTable, thousands } from '../terminal/format-table.js';

interface DescribeOptions extends OutputOptions {
  readonly model: NetworkKind;
}

export const describeCommand: CommandDefinition<DescribeOptions> = {
  name: 'describe',
  summary: 'show the layers and parameter counts of the network',
  description:
    'Shows the layers of a network that `train` can train, and how many parameters they have.',
  options: [
    choiceOption('--model <network>', 'the network', NETWORK_KINDS).default(NETWORK_KINDS[0]),
  ],
  examples: [
    ['the network as a table', 'prosodia describe'],
    ["the notebook's", 'prosodia describe --model notebook-cnn'],
    ['how many parameters are trained', 'prosodia describe --json | jq .params.trainable'],
  ],
  async run({ model }, { terminal }) {
    const { describeNetwork, neuralModel } = await import('@prosodia/model');
    const { EMOTIONS, featureSet } = await import('@prosodia/features');
    const kind = neuralModel(model);
    const { shape, width } = featureSet(FEATURES_OF_INPUT[kind.input]);
    const network = describeNetwork(kind.network(shape ?? [width], EMOTIONS.length));
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
