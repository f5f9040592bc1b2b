// The benchmark `rendering`: renders a second of each type of component, without any API, and that they are always the same.
import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { figure, table } from '../lib/table.mjs';

/** Renders are timed in lots, for the clock costs time too. */
const lot = 50;

export async function rendering({ seconds, say }) {
  const { cases } = await import('./cases.mjs');
  const results = Object.entries(cases).map(([type, render]) => ({
    type,
    ...measure(render, seconds),
  }));
  say(
    [
      'Rendering, pure: one binding a render',
      table([
        ['', 'a second', 'objects', 'bytes', 'the same bytes each time'],
        ...results.map(({ type, perSecond, objects, bytes, same }) => [
          type,
          figure(perSecond),
          objects,
          bytes,
          same ? 'yes' : 'NO',
        ]),
      ]),
    ].join('\n'),
  );
  const wrong = results.filter(({ same, errors }) => !same || errors.length);
  if (wrong.length)
    throw new Error(
      `Not rendered as they should be: ${wrong
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
    for (let n = 0; n < lot; n += 1) last = render();
    spent += performance.now() - started;
    renders += lot;
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
