import type { NetworkInput } from '@prosodia/model';

/** The networks that can be trained, known without loading them; the first is trained where none is named. */
export const NETWORK_KINDS = ['log-mel-conv', 'notebook-cnn'] as const;

export type NetworkKind = (typeof NETWORK_KINDS)[number];

/** The feature set that a network reads. */
export const FEATURES_OF_INPUT: Readonly<Record<NetworkInput, string>> = {
  sequence: 'voice-160x68.v2',
  values: 'mel-mean-259.v1',
};
