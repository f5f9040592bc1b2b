import { isFinishedPromotion } from '@promenade/openchoreo-model';
import fc from 'fast-check';
import { acts } from './__testUtils__/promotion-acts';
import { World, minute } from './__testUtils__/promotion-world';

/* Random acts by random people against the real reconciler. After every act the platform is compared with a simple model of what may
   run in production. */

describe('promotions under random acts of random people', () => {
  it('agree with the model: nothing reaches production that was not allowed to, nothing is deployed twice, nothing is lost', async () => {
    let done = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.commands(acts, { maxCommands: 60, size: 'max' }),
        async commands => {
          const world = new World();
          await world.setReady('staging', true);
          await world.setReady('production', true);
          await fc.asyncModelRun(
            () => ({ model: { promotions: 0 }, real: world }),
            commands,
          );
          done += [...commands].length;
          // Whatever happened, every promotion ends when its time is over.
          for (let day = 0; day < 9; day += 1) {
            world.now += 24 * 60 * minute;
            await world.reconcile();
          }
          const { made, told } = world.changes();
          expect(made).toBeLessThanOrEqual(told);
          expect(
            world.promotions().filter(each => !isFinishedPromotion(each)),
          ).toEqual([]);
        },
      ),
      { numRuns: 200, seed: 20260101, endOnFailure: true },
    );
    expect(done).toBeGreaterThan(2_000);
  });
});
