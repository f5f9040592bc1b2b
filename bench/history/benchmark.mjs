// The benchmark `history`: what reconcile passes and reads of a component with 10,000 finished promotions cost, compared with ten.
import { performance } from 'node:perf_hooks';
import { formatNumber, formatTable } from '../lib/format.mjs';

const sizes = [10, 10_000];

/** A ratio above this is reported as a problem. Times on a busy machine vary. */
const maxRatio = 2;

export async function history({ seconds, print }) {
  const { openHistory } = await import('./operations.mjs');
  const measured = [];
  for (const size of sizes) {
    const { operations, close } = await openHistory(size);
    const times = {};
    for (const [name, run] of Object.entries(operations))
      times[name] = await measure(run, seconds);
    measured.push(times);
    await close();
  }
  const [few, many] = measured;
  const results = Object.keys(few).map(operation => ({
    operation,
    fewMs: few[operation],
    manyMs: many[operation],
    ratio: many[operation] / few[operation],
  }));
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
  for (let n = 0; n < 20; n += 1) await run();
  const times = [];
  const end = performance.now() + seconds * 1000;
  while (times.length < 20 || performance.now() < end) {
    const started = performance.now();
    await run();
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}
