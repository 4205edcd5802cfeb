import type { Assurance, Rate, Verdict } from '../../core/index.js';

/** How often the oracle of a verdict is wrong, in one sentence. */
export function describeRates({ errorRates, outsideMeasured }: Pick<Verdict, 'errorRates' | 'outsideMeasured'>): string {
  if (!errorRates) return 'How often this oracle is wrong is not measured.';
  const { cases, missed, falseAlarms } = errorRates;
  const measured = `Measured: misses ${percent(missed)} of ${cases.defects} planted defects, false alarm on ${percent(falseAlarms)} of ${cases.clean} clean cases.`;
  return outsideMeasured === undefined ? measured : `${measured} Not measured for this case: ${outsideMeasured}.`;
}

function percent({ share, high }: Rate): string {
  return `${(share * 100).toFixed(1)}% (at most ${(high * 100).toFixed(1)}%)`;
}

/** What the passed checks of a run are worth, as the end of a sentence; empty where nothing was checked by a program. */
export function describeAssurance({ wrongAtMost, weakest, notMeasured }: Assurance): string {
  const unknown = notMeasured.length === 0 ? '' : `not measured: ${notMeasured.join(', ')}`;
  if (wrongAtMost === null) return unknown;
  return [`of what the weakest single check passes (${weakest ?? ''}), at most ${Math.round(wrongAtMost * 100)}% is wrong`, ...(unknown === '' ? [] : [unknown])].join('; ');
}
