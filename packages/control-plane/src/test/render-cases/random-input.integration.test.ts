import { canonicalJson } from '@promenade/openchoreo-model';
import { removeCanary } from '../../core/binding/canary-resources';
import { isMissingReference } from '../../core/effective-binding/effective-binding';
import type { RenderResult } from '../../core/render-result';
import { renderBinding } from '../../render/bindings/render-binding';
import { renderCanary } from '../../render/bindings/render-canary';
import { describeAdmissionWithGateways } from '../__testUtils__/describe-admission';
import { randomEffectiveBinding } from '../__testUtils__/rendering/random-effective-binding';
import { seededRandom } from '../__testUtils__/seeded-random';

jest.setTimeout(120_000);

const seeds = Array.from({ length: 400 }, (_, index) => index + 1);

/** Renders the case of a seed; undefined where the API server rejects the input itself. */
function renderSeed(seed: number) {
  const effective = randomEffectiveBinding(seededRandom(seed * 7919));
  return effective && renderBinding(effective);
}

const isValid = ({ problems }: RenderResult) =>
  problems.every(({ severity }) => severity !== 'Error');

describe('random input', () => {
  it('is rendered without an exception, and equally each time', () => {
    for (const seed of seeds) {
      expect({ seed, result: renderSeed(seed) }).toEqual({
        seed,
        result: renderSeed(seed),
      });
    }
  });

  it('gives every object once, and every problem a field', () => {
    for (const seed of seeds) {
      const { resources = [], problems = [] } = renderSeed(seed) ?? {};
      const objects = resources.map(
        ({ object: { kind, metadata } }) => `${seed} ${kind} ${metadata.name}`,
      );
      expect(objects).toEqual([...new Set(objects)]);
      expect(
        problems.filter(({ field }) => !field || field.includes('undefined')),
      ).toEqual([]);
    }
  });
});

/** Renders the case of a seed with its canary; undefined where it has none, or has an error. */
function renderSeedWithCanary(seed: number) {
  const effective = randomEffectiveBinding(seededRandom(seed * 7919), {
    hasCanary: true,
  });
  const release = effective && renderBinding(effective);
  const canary = release && renderCanary(effective, release);
  return release && canary && !isMissingReference(canary)
    ? { effective, release, canary }
    : undefined;
}

describe('random input with a canary', () => {
  it('gives the release as without the canary, and names that no other object has', () => {
    let count = 0;
    for (const seed of seeds) {
      const rendered = renderSeedWithCanary(seed);
      if (!rendered) continue;
      const { effective, release, canary } = rendered;
      const { metadata, spec } = effective.binding;
      const resources = canary.resources.map(({ id, object }) => ({
        id,
        object: { ...object },
      }));
      const alone = removeCanary(resources, { metadata, spec });
      expect({ seed, alone: canonicalJson(alone) }).toEqual({
        seed,
        alone: canonicalJson(release.resources),
      });
      const objects = canary.resources.map(
        ({ object: { kind, metadata: meta } }) =>
          `${seed} ${kind} ${meta.name}`,
      );
      expect(objects).toEqual([...new Set(objects)]);
      count += 1;
    }
    expect(count).toBeGreaterThan(50);
  });
});

describeAdmissionWithGateways('what is rendered of random input', ask => {
  it('is accepted by the API server where no error is reported', async () => {
    const rejections: string[] = [];
    let count = 0;
    for (const seed of seeds) {
      const result = renderSeed(seed);
      if (!result || !isValid(result)) continue;
      const { rejected } = await ask(
        result.resources.map(({ object }) => object),
      );
      rejections.push(...rejected.map(reason => `seed ${seed}: ${reason}`));
      count += 1;
    }
    expect(rejections).toEqual([]);
    expect(count).toBeGreaterThan(50);
  });

  it('is accepted by the API server with a canary', async () => {
    const rejections: string[] = [];
    let count = 0;
    for (const seed of seeds) {
      const rendered = renderSeedWithCanary(seed);
      if (!rendered || !isValid(rendered.release)) continue;
      const { rejected } = await ask(
        rendered.canary.resources.map(({ object }) => object),
      );
      rejections.push(...rejected.map(reason => `seed ${seed}: ${reason}`));
      count += 1;
    }
    expect(rejections).toEqual([]);
    expect(count).toBeGreaterThan(10);
  });
});
