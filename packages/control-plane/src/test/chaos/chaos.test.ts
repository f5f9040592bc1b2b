import { ChaosPlatform } from '../__testUtils__/chaos/chaos-platform';
import { State } from '../__testUtils__/chaos/read-state';

/** `node scripts/chaos.mjs` chooses other seeds. */
const firstSeed = Number(process.env.PROMENADE_CHAOS_FIRST_SEED ?? 1);
const seedCount = Number(process.env.PROMENADE_CHAOS_SEEDS ?? 3);
const seeds = Array.from({ length: seedCount }, (_, n) => firstSeed + n);

jest.setTimeout(600_000);

describe('a control plane that is killed at random writes, with failing requests, ended and late watches, and a dead data plane', () => {
  let platform: ChaosPlatform;
  let expected: State[];

  beforeAll(async () => {
    platform = await ChaosPlatform.start();
    expected = await platform.runUndisturbed();
  });

  afterAll(() => platform?.stop());

  it.each(seeds)(
    'reaches the state of an undisturbed one (seed %d)',
    async seed => {
      const { kills, faults } = await platform.run(seed, expected);
      if (process.env.PROMENADE_CHAOS_SEEDS) {
        process.stderr.write(`${JSON.stringify({ seed, kills, faults })}\n`);
      }
      expect(kills).toBeGreaterThan(0);
    },
  );
});
