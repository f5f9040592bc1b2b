import {
  Promotion,
  promotionKind,
  serviceBindingKind,
} from '@promenade/openchoreo-model';
import { aPromotion, fromTo, ofComponent } from '../__testUtils__';
import { deployGreeter } from '../__testUtils__/greeter';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';

jest.setTimeout(120_000);

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
  await deployGreeter(platform);
});

afterAll(() => platform?.stop());

const ask = (name: string, from: string, to: string) =>
  platform.apply(aPromotion(name, ofComponent('greeter'), fromTo(from, to)));

const inPhase =
  (...phases: string[]) =>
  ({ status }: Promotion) =>
    phases.includes(status?.phase ?? '');

describe('a promotion', () => {
  it('deploys a component along the pipeline, one environment at a time', async () => {
    await ask('to-staging', 'development', 'staging');
    const first = await platform.waitFor(
      promotionKind,
      'to-staging',
      inPhase('Succeeded'),
    );
    expect(first.status?.bindingRef).toBe('greeter-staging');
    const staging = await platform.waitFor(
      serviceBindingKind,
      'greeter-staging',
      ({ status }) => status?.state === 'Ready',
    );
    const development = await platform.waitFor(
      serviceBindingKind,
      'greeter',
      ({ status }) => status?.state === 'Ready',
    );
    expect(staging.spec.artifactRef).toBe(development.spec.artifactRef);
    expect(staging.status?.releaseLabel).toBe(development.status?.releaseLabel);
  });

  it('is rejected if the pipeline has no such edge', async () => {
    await ask('too-far', 'development', 'production');
    expect(
      await platform.waitForCondition(promotionKind, 'too-far', {
        type: 'Complete',
        status: 'False',
        reason: 'InvalidPromotionPath',
      }),
    ).toContain('From development it leads to staging.');
  });

  it('is completed once, by the next control plane, when this one ends during it', async () => {
    await ask('to-production', 'staging', 'production');
    await platform.waitFor(
      promotionKind,
      'to-production',
      inPhase('Progressing', 'Verifying', 'Succeeded'),
    );
    await platform.stopControlPlane();
    platform.startControlPlane();
    const promotion = await platform.waitFor(
      promotionKind,
      'to-production',
      inPhase('Succeeded', 'Failed'),
    );
    expect(promotion.status?.phase).toBe('Succeeded');
    const binding = await platform.waitFor(
      serviceBindingKind,
      'greeter-production',
      ({ status }) => status?.state === 'Ready',
    );
    expect(binding.metadata.generation).toBe(1);
  });
});
