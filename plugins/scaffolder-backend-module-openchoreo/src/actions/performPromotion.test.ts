import { mockServices } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import type { JsonValue } from '@backstage/types';
import type { PromotionView } from '@promenade/backstage-plugin-openchoreo-common';
import { performPromotion, type PromotionStep } from './performPromotion';

const input = {
  organization: 'acme',
  project: 'tram',
  component: 'departures',
  from: 'development',
  to: 'staging',
};

/** A control plane whose promotions end as it is told, one after the other. */
class FakePlatform {
  readonly keys: string[] = [];
  readonly #outcomes: PromotionView['phase'][];

  constructor(...outcomes: PromotionView['phase'][]) {
    this.#outcomes = outcomes;
  }

  readonly openchoreo: PromotionStep['services']['openchoreo'] = {
    views: {
      promotionPlan: () => ({
        from: 'development',
        to: 'staging',
        release: { hash: '7f3a2c1d', short: '7f3a2c1', images: [] },
        changes: [],
        blockers: [],
        warnings: [],
        isProduction: false,
        requiresApproval: false,
        gates: [],
      }),
    },
    waitForPromotion: async (_, name, { onProgress } = {}) => {
      const phase = this.#outcomes[this.keys.indexOf(name)];
      const view = this.#view(name, phase);
      onProgress?.(view);
      if (phase !== 'Succeeded') throw new ConflictError(`${name} failed`);
      return view;
    },
  };

  readonly execute: PromotionStep['execute'] = async ({
    idempotencyKey = '',
  }) => {
    if (!this.keys.includes(idempotencyKey)) this.keys.push(idempotencyKey);
    return this.#view(idempotencyKey, 'Pending');
  };

  #view(name: string, phase: PromotionView['phase']): PromotionView {
    return {
      name,
      type: 'Promote',
      isRequesterVerified: true,
      gates: [],
      approvals: [],
      transitions: [],
      from: 'development',
      to: 'staging',
      phase,
      steps: [],
      startedAt: '2026-01-01T00:00:00Z',
    };
  }
}

/** The checkpoints of a task, over all its runs. */
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

describe('performPromotion', () => {
  const stepOf = (platform: FakePlatform): PromotionStep => ({
    context: {
      logger: mockServices.logger.mock(),
      checkpoint: checkpoints(),
    },
    services: { openchoreo: platform.openchoreo },
    input,
    idempotencyKey: 'task/step',
    extra: { timeout: { minutes: 1 } },
    execute: platform.execute,
  });

  it('does not repeat a promotion that succeeded', async () => {
    const platform = new FakePlatform('Succeeded');
    const step = stepOf(platform);
    const first = await performPromotion(step);
    expect(await performPromotion(step)).toEqual(first);
    expect(platform.keys).toEqual(['task/step']);
  });

  it('waits for the promotion of an earlier run', async () => {
    const platform = new FakePlatform('Succeeded');
    await performPromotion({
      ...stepOf(platform),
      extra: { waitUntilComplete: false },
    });
    const { name } = await performPromotion(stepOf(platform));
    expect(name).toBe('task/step');
    expect(platform.keys).toEqual(['task/step']);
  });

  it('fails with the reason of the promotion', async () => {
    await expect(
      performPromotion(stepOf(new FakePlatform('Failed'))),
    ).rejects.toThrow('task/step failed');
  });

  it('makes another attempt when it runs again after a failure, whatever the promotion ended with', async () => {
    const platform = new FakePlatform('Rejected', 'RolledBack', 'Succeeded');
    const step = stepOf(platform);
    for (const key of ['task/step', 'task/step/2']) {
      await expect(performPromotion(step)).rejects.toThrow(`${key} failed`);
    }
    const { name, failure } = await performPromotion(step);
    expect(name).toBe('task/step/3');
    expect(failure).toBeUndefined();
  });

  it('reports a failure that nobody waited for before it makes another attempt', async () => {
    const platform = new FakePlatform('Failed', 'Succeeded');
    await platform.execute({ ...input, idempotencyKey: 'task/step' });
    await expect(performPromotion(stepOf(platform))).rejects.toThrow(
      'task/step failed',
    );
    expect(platform.keys).toEqual(['task/step']);
  });
});
