import { createHash } from 'node:crypto';
import { parseScores } from '@prosodia/records';

/**
 * A finished evaluation as a row of the table.
 *
 * @typedef {object} Row
 * @property {string} protocol
 * @property {string} features
 * @property {string} model
 * @property {string} normalise `train`, or `speaker`: with the audio of test speakers, without labels
 * @property {number} seeds
 * @property {string} selection
 * @property {string} learntFrom
 * @property {number} accuracy mean over the seeds, 0 .. 1, as all ratios
 * @property {number} uar
 * @property {number} deviation of the UAR over the seeds
 * @property {number[]} interval of the UAR, 95 %, by drawing speakers
 * @property {number} together UAR where the seeds answer as one
 * @property {number} calibration expected error at the temperature that dev gave
 * @property {{ coverage: number, risk: number }} unsure
 * @property {boolean} leakCheck
 * @property {number} seconds of fitting
 * @property {string} sha256 of `evaluation.json`
 * @property {string} command
 */

/**
 * @param {string} text content of an `evaluation.json`
 * @param {string} file how an error calls it
 * @returns {Row}
 * @throws where it is none, is of synthetic sounds, or its leak check failed
 */
export function rowOf(text, file) {
  const found = parseScores(text, file);
  const { protocol, features, model, normalise, seeds, selection, learntFrom } = found;
  const name = `${model} under ${protocol}`;
  if (found.synthetic)
    throw new Error(`Expected recordings for ${name} but received synthetic sounds`);
  if (!found.leakCheck.passed)
    throw new Error(`Expected a passed leak check for ${name} but received a failed one`);
  return {
    ...{ protocol, features, model, normalise, seeds, selection, learntFrom },
    accuracy: round(found.accuracy.mean),
    uar: round(found.uar.mean),
    deviation: round(found.uar.deviation),
    interval: found.uar.interval.map(round),
    together: round(found.together.uar),
    calibration: round(found.calibration.errorAtTemperature),
    unsure: { coverage: round(found.unsure.coverage), risk: round(found.unsure.risk) },
    leakCheck: found.leakCheck.passed,
    seconds: Math.round(found.seconds),
    sha256: createHash('sha256').update(text).digest('hex'),
    command: commandOf(found),
  };
}

/** @param {import('@prosodia/records').EvaluationScores} found */
function commandOf(found) {
  const { protocol, model, features, normalise, selection, seeds, epochs, ensemble } = found;
  const set = found.given?.set ?? {};
  return [
    `prosodia evaluate --data RAVDESS --protocol ${protocol} --model ${model}`,
    // Models that answer together are each on their own features, or all on one set.
    ...(features.includes('+') ? [] : [`--features ${features}`]),
    `--normalise ${normalise} --selection ${selection} --seeds ${seeds}`,
    ...(epochs === null ? [] : [`--epochs ${epochs}`]),
    ...(ensemble === 1 ? [] : [`--ensemble ${ensemble}`]),
    ...Object.entries(set).map(([name, value]) => `--set ${name}=${value}`),
  ].join(' ');
}

/** @param {number} value */
const round = (value) => Number(value.toFixed(4));

/**
 * Rows by protocol, the best first: those of earlier records, but where a record of the same command has come. What
 * chose on the test part is no result; docs/experiments.md says what it does.
 *
 * @param {readonly Row[]} earlier
 * @param {readonly Row[]} rows
 */
export function merged(earlier, rows) {
  const before = (/** @type {string} */ a, /** @type {string} */ b) => (a < b ? -1 : 1);
  const byCommand = new Map([...earlier, ...rows].map((row) => [row.command, row]));
  return [...byCommand.values()]
    .filter(({ selection }) => selection !== 'test-best')
    .sort((a, b) => (a.protocol === b.protocol ? b.uar - a.uar : before(a.protocol, b.protocol)));
}

/** @param {readonly Row[]} rows */
export function pageOf(rows) {
  const percent = (/** @type {number} */ value) => (100 * value).toFixed(1);
  const lines = rows.map((row) =>
    [
      ...['', row.protocol, row.model, row.features, row.normalise],
      ...[row.selection, percent(row.uar), row.interval.map(percent).join(' to ')],
      ...[percent(row.together), percent(row.accuracy), `${row.seeds}`],
      ...[
        row.calibration.toFixed(3),
        `${percent(row.unsure.coverage)}, ${percent(row.unsure.risk)}`,
      ],
      ...[`${row.seconds}`, row.sha256.slice(0, 12), ''],
    ]
      .join(' | ')
      .trim(),
  );
  return `# Results on RAVDESS

Speech, 1440 clips, eight emotions; the average listener has 62.4 % accuracy. \`node tools/results/results.mjs FOLDER\` makes
this page and [results.json](results.json), which has the command of each row, from the folders of \`prosodia evaluate\`; rows
of earlier folders stay until the same command has given another.

UAR (unweighted average recall) and accuracy are percent, means over the seeds; the interval is that of the UAR, 95 %, by
drawing speakers; \`together\` is the UAR of the seeds answering as one. \`speaker\` in the column \`measured against\` means that
each value is measured against all clips of its own speaker: it uses the audio of test speakers, without labels. With
\`last\` an evaluation chooses nothing: settings and epochs stand beforehand, and dev is learnt from too. But the settings of
the models and the \`voice\` feature sets were found on RAVDESS itself, by cross-validation over the actors of luna's
folds 1 to 4 (not of its first fold here) and over random folds of all clips, and the network's after earlier networks had been seen on
the notebook's test part; \`contour-stats\` and its setting by cross-validation inside the clips that the notebook learns from.
[What was tried](experiments.md) has all. So a number may flatter the choice of settings.
Calibration is the expected error at the temperature that dev gave. \`unsure\`: the share of clips that are answered where one
in five answers may be wrong by dev, and the share of the answers that were. Seconds are those of fitting, on two cores that
others used too: an upper bound. The last column is the beginning of the SHA-256 of \`evaluation.json\`.

| protocol | model | features | measured against | selection | UAR | interval | together | accuracy | seeds | calibration | unsure | seconds | record |
| --- | --- | --- | --- | --- | ---: | --- | ---: | ---: | ---: | ---: | --- | ---: | --- |
${lines.join('\n')}
`;
}
