import { mockServices } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import type { JsonValue } from '@backstage/types';
import type { PromotionView } from '@promenade/backstage-plugin-openchoreo-common';
import { carryOutPromotion, type Promoter } from './carryOutPromotion';

const wanted = {
  component: {
    organization: 'acme',
    project: 'tram',
    component: 'departures',
  },
  from: 'development',
  to: 'staging',
  idempotencyKey: 'task/step',
};

/** A control plane whose promotions end as it is told, one after the other. */
class Deciding implements Promoter {
  readonly asked: string[] = [];
  readonly #ends: Array<'Succeeded' | 'Failed'>;

  constructor(...ends: Array<'Succeeded' | 'Failed'>) {
    this.#ends = ends;
  }

  readonly views: Promoter['views'] = {
    promotionPlan: () => ({
      from: 'development',
      to: 'staging',
      release: { hash: '7f3a2c1d', short: '7f3a2c1', images: [] },
      changes: [],
      blockers: [],
      warnings: [],
      isProduction: false,
      requiresApproval: false,
    }),
  };

  readonly commands: Promoter['commands'] = {
    promote: async ({ idempotencyKey = '' }) => {
      if (!this.asked.includes(idempotencyKey)) this.asked.push(idempotencyKey);
      return this.#view(idempotencyKey, 'Pending');
    },
    waitForPromotion: async ({ name }, { onProgress } = {}) => {
      const phase = this.#ends[this.asked.indexOf(name)];
      const view = this.#view(name, phase);
      onProgress?.(view);
      if (phase === 'Failed') throw new ConflictError(`${name} failed`);
      return view;
    },
  };

  #view(name: string, phase: PromotionView['phase']): PromotionView {
    return {
      name,
      from: 'development',
      to: 'staging',
      phase,
      steps: [],
      startedAt: '2026-01-01T00:00:00Z',
    };
  }
}

/** The checkpoints of a task, for as many runs as it takes. */
function checkpoints() {
  const kept = new Map<string, JsonValue | void>();
  return async <T extends JsonValue | void>(options: {
    key: string;
    fn: () => Promise<T> | T;
  }): Promise<T> => {
    const { key, fn } = options;
    if (!kept.has(key)) kept.set(key, await fn());
    return kept.get(key) as T;
  };
}

describe('carryOutPromotion', () => {
  const how = () => ({
    logger: mockServices.logger.mock(),
    signal: undefined,
    limit: { minutes: 1 },
    untilComplete: true,
    checkpoint: checkpoints(),
  });

  it('does not promote again what it has promoted', async () => {
    const promoter = new Deciding('Succeeded');
    const task = how();
    const first = await carryOutPromotion(promoter, wanted, task);
    expect(await carryOutPromotion(promoter, wanted, task)).toEqual(first);
    expect(promoter.asked).toEqual(['task/step/1']);
  });

  it('waits for the promotion that a run before it has asked for', async () => {
    const promoter = new Deciding('Succeeded');
    await carryOutPromotion(promoter, wanted, {
      ...how(),
      untilComplete: false,
    });
    const { name } = await carryOutPromotion(promoter, wanted, how());
    expect(name).toBe('task/step/1');
    expect(promoter.asked).toEqual(['task/step/1']);
  });

  it('fails with the reason of the promotion', async () => {
    const promoter = new Deciding('Failed');
    await expect(carryOutPromotion(promoter, wanted, how())).rejects.toThrow(
      'task/step/1 failed',
    );
  });

  it('tries again when it is run again after a failure', async () => {
    const promoter = new Deciding('Failed', 'Failed', 'Succeeded');
    const task = how();
    for (const attempt of [1, 2]) {
      await expect(carryOutPromotion(promoter, wanted, task)).rejects.toThrow(
        `task/step/${attempt} failed`,
      );
    }
    const { name, failure } = await carryOutPromotion(promoter, wanted, task);
    expect(name).toBe('task/step/3');
    expect(failure).toBeUndefined();
  });

  it('tells of a failure that came while nobody waited, before it tries again', async () => {
    const promoter = new Deciding('Failed', 'Succeeded');
    await promoter.commands.promote({
      ...wanted,
      idempotencyKey: 'task/step/1',
    });
    await expect(carryOutPromotion(promoter, wanted, how())).rejects.toThrow(
      'task/step/1 failed',
    );
    expect(promoter.asked).toEqual(['task/step/1']);
  });
});
