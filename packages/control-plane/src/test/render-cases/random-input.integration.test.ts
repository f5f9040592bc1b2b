import type { RenderResult } from '../../core/render-result';
import { renderBinding } from '../../render/bindings/render-binding';
import { describeAdmissionWithGateways } from '../__testUtils__/describe-admission';
import { randomEffectiveBinding } from '../__testUtils__/rendering/random-case';
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
});
