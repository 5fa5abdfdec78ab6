import { readFileSync } from 'node:fs';

interface Golden {
  readonly calibration: {
    readonly probabilities: number[];
    readonly actual: number[];
    readonly ece: number;
    readonly temperature: number;
    readonly lossAtTemperature: number;
    readonly area: number;
    readonly riskOfHalf: number;
  };
  readonly mcnemar: { onlyFirst: number; onlySecond: number; p: number }[];
  readonly bootstrap: { hits: number[]; of: number; interval: [number, number] };
}

/** For tests: numbers of SciPy and scikit-learn; `tools/reference/generate_statistics.py` writes them. */
export const reference = JSON.parse(
  readFileSync(new URL('../golden/statistics.json', import.meta.url), 'utf8'),
) as Golden;
