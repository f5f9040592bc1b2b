// Measures the time from a change until the API of the catalog shows it.
import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 20;

/** Up to this time passes between two changes, so that they fall into any phase of the polls of the catalog. */
const pauseMs = 1_000;

/**
 * Changes the descriptions of entities one after another.
 *
 * @param {object} options
 * @param {string} options.url of the backend
 * @param {(entity: object, description: string) => Promise<unknown>} options.describe changes a description
 * @param {object[]} options.targets entities that may be changed
 * @param {number} options.changes how many are changed
 * @param {() => Promise<unknown>} [options.onChange] what runs from the moment of each change
 * @returns {Promise<number[]>} milliseconds of each change
 */
export async function measureFreshness({
  url,
  describe,
  targets,
  changes,
  onChange = async () => {},
}) {
  const times = [];
  for (let change = 0; change < changes; change += 1) {
    const target = targets[(change * 37) % targets.length];
    const description = `Changed at ${Date.now()}, ${change}`;
    await sleep(Math.random() * pauseMs);
    const started = performance.now();
    const running = onChange();
    await describe(target, description);
    while ((await descriptionOf(url, target)) !== description)
      await sleep(pollMs);
    times.push(performance.now() - started);
    await running;
  }
  return times;
}

async function descriptionOf(url, { kind, metadata: { namespace, name } }) {
  const response = await fetch(
    `${url}/api/catalog/entities/by-name/${kind}/${namespace}/${name}`,
  );
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  const { metadata } = await response.json();
  return metadata.description;
}
