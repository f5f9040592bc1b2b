import { renderBinding } from '../../render/bindings/render-binding';
import { describeAdmissionWithGateways } from '../__testUtils__/describe-admission';
import { randomEffectiveBinding } from '../__testUtils__/rendering/random-case';
import { seededRandom } from '../__testUtils__/seeded-random';

jest.setTimeout(600_000);

const seeds = Array.from(
  { length: Number(process.env.SEEDS ?? 400) },
  (_, index) => index + 1,
);

/** Renders the case of a seed; undefined where the API server rejects the input itself. */
function renderSeed(seed: number) {
  const effective = randomEffectiveBinding(seededRandom(seed * 7919));
  return effective && renderBinding(effective);
}

describe('random input', () => {
  it('is rendered without an exception, and equally each time', () => {
    for (const seed of seeds) {
      expect({ seed, result: renderSeed(seed) }).toEqual({
        seed,
        result: renderSeed(seed),
      });
    }
  });
});

describeAdmissionWithGateways('what is rendered of random input', ask => {
  it('is accepted by the API server where no problem is reported', async () => {
    const rejections: string[] = [];
    let accepted = 0;
    for (const seed of seeds) {
      const result = renderSeed(seed);
      if (
        !result ||
        result.problems.some(({ severity }) => severity === 'Error')
      ) {
        continue;
      }
      const { rejected } = await ask(
        result.resources.map(({ object }) => object),
      );
      rejections.push(...rejected.map(reason => `seed ${seed}: ${reason}`));
      accepted += 1;
    }
    console.log(
      JSON.stringify({
        accepted,
        all: seeds.length,
        unparsed: seeds.filter(x => !renderSeed(x)).length,
      }),
    );
    expect(rejections).toEqual([]);
    expect(accepted).toBeGreaterThan(50);
  });
});
