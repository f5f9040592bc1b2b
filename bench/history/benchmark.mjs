// The benchmark `history`: what reconcile passes and reads of a component with 10,000 finished promotions cost, compared with ten.
import { performance } from 'node:perf_hooks';
import { formatNumber, formatTable } from '../lib/format.mjs';

const sizes = [10, 10_000];

/** A ratio above this is reported as a problem. Times on a busy machine vary. */
const maxRatio = 2;

export async function history({ seconds, print }) {
  const { openHistory } = await import('./operations.mjs');
  const [few, many] = [
    await openHistory(sizes[0]),
    await openHistory(sizes[1]),
  ];
  const results = [];
  for (const operation of Object.keys(few.operations)) {
    const runs = [few, many].map(({ operations }) => operations[operation]);
    // Both first, because the first operations of a process are slower.
    for (const run of runs) await measure(run, seconds / 4);
    const [fewMs, manyMs] = [
      await measure(runs[0], seconds),
      await measure(runs[1], seconds),
    ];
    results.push({ operation, fewMs, manyMs, ratio: manyMs / fewMs });
  }
  await Promise.all([few.close(), many.close()]);
  print(
    [
      'History: milliseconds with ten and with 10,000 finished promotions of one component',
      formatTable([
        ['', 'with 10', 'with 10,000', 'ratio'],
        ...results.map(({ operation, fewMs, manyMs, ratio }) => [
          operation,
          fewMs.toFixed(3),
          manyMs.toFixed(3),
          formatNumber(ratio),
        ]),
      ]),
      ...results
        .filter(({ ratio }) => ratio > maxRatio)
        .map(
          ({ operation }) =>
            `Depends on the length of the history: ${operation}`,
        ),
    ].join('\n'),
  );
  return results;
}

/** Returns the median duration in milliseconds. */
async function measure(run, seconds) {
  const times = [];
  const end = performance.now() + seconds * 1000;
  while (times.length < 20 || performance.now() < end) {
    const started = performance.now();
    await run();
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}
