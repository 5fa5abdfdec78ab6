/** The feature set that each kind of network reads; the first kind is trained where none is named. */
export const NETWORK_FEATURES = {
  'log-mel-conv': 'voice-160x68.v2',
  'notebook-cnn': 'mel-mean-259.v1',
} as const;

export type NetworkKind = keyof typeof NETWORK_FEATURES;

export const NETWORK_KINDS = Object.keys(NETWORK_FEATURES) as [NetworkKind, ...NetworkKind[]];
