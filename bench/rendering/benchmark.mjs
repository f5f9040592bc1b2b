// The benchmark `rendering`: renders per second for each component type, without an API. Checks that each render gives the same bytes.
import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { formatNumber, formatTable } from '../lib/format.mjs';

/** Number of renders that are timed together, because reading the clock costs time too. */
const rendersPerTiming = 50;

export async function rendering({ seconds, print }) {
  const { cases } = await import('./cases.mjs');
  const results = Object.entries(cases).map(([type, render]) => ({
    type,
    ...measure(render, seconds),
  }));
  print(
    [
      'Rendering: one binding per render',
      formatTable([
        ['', 'renders/s', 'objects', 'bytes', 'same bytes'],
        ...results.map(({ type, perSecond, objects, bytes, same }) => [
          type,
          formatNumber(perSecond),
          objects,
          bytes,
          same ? 'yes' : 'no',
        ]),
      ]),
    ].join('\n'),
  );
  const wrong = results.filter(({ same, errors }) => !same || errors.length);
  if (wrong.length)
    throw new Error(
      `Wrong results: ${wrong
        .map(({ type, errors }) => [type, ...errors].join(': '))
        .join('; ')}`,
    );
  return results;
}

function measure(render, seconds) {
  const first = render();
  const text = JSON.stringify(first.resources);
  const hash = digest(text);
  let same = true;
  let renders = 0;
  let spent = 0;
  while (spent < seconds * 1000) {
    const started = performance.now();
    let last;
    for (let n = 0; n < rendersPerTiming; n += 1) last = render();
    spent += performance.now() - started;
    renders += rendersPerTiming;
    same &&= digest(JSON.stringify(last.resources)) === hash;
  }
  return {
    perSecond: renders / (spent / 1000),
    objects: first.resources.length,
    bytes: text.length,
    sha256: hash,
    same,
    errors: first.problems
      .filter(({ severity }) => severity === 'Error')
      .map(problem => problem.message ?? problem.reason),
  };
}

const digest = text => createHash('sha256').update(text).digest('hex');
