import {
  binding,
  noApproval,
  byBen,
  facts,
  gate,
  promotionIn,
} from './__testUtils__/promotion-facts';
import { nextStep } from './next-step';

describe('the record of a promotion', () => {
  it('has a transition and an event for a change of the phase, with who and why', () => {
    const { status, event } = nextStep(
      promotionIn('AwaitingApproval', ['Approval']),
      facts({ approval: { ...noApproval, cancellation: byBen('Cancelled') } }),
    );
    expect(status?.transitions).toEqual([
      {
        phase: 'Cancelled',
        at: '2026-01-01T12:00:00Z',
        by: 'user:default/ben',
        reason: 'Cancelled',
        message: 'Cancelled by user:default/ben.',
      },
    ]);
    expect(event).toMatchObject({ reason: 'PromotionCancelled' });
  });

  it('gets no transition while the phase stays', () => {
    const { status, event } = nextStep(
      promotionIn('Checking', ['Check']),
      facts(gate('Running')),
    );
    expect(status?.transitions).toBeUndefined();
    expect(event).toBeUndefined();
  });

  it('keeps the release when its artifact is deleted and the source runs another', () => {
    const release = { release: 'new', releaseLabel: 'new' };
    const { status } = nextStep(
      promotionIn('Verifying', ['Verify'], release),
      facts({
        artifact: undefined,
        source: binding('newest'),
        target: binding('new'),
      }),
    );
    expect(status).toMatchObject({ phase: 'Succeeded', ...release });
  });

  it('has what the target ran before, and its overrides', () => {
    const { status } = nextStep(
      promotionIn('Checking', ['Check'], { previousArtifactRef: undefined }),
      facts({ target: binding('old', { envOverrides: { replicas: 3 } }) }),
    );
    expect(status).toMatchObject({
      previousArtifactRef: 'greeter-default-old',
      previousEnvOverrides: { replicas: 3 },
    });
  });
});
