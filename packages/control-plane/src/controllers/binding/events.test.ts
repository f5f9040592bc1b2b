import {
  aServiceBinding,
  deployedTo,
  ofComponent,
} from '../../test/__testUtils__';
import { BindingStatus } from '../../core/binding/binding';
import { eventFor } from './events';

const status = (
  state: BindingStatus['state'],
  message: string,
  trouble?: string,
): BindingStatus => ({
  state,
  trouble,
  releaseLabel: 'abc1234 1.0.0',
  conditions: [
    {
      type: 'Ready',
      status: 'False',
      reason: 'ResourceHealthProgressing',
      message,
      lastTransitionTime: '2026-01-01T00:00:00Z',
    },
  ],
});

const eventBetween = (before: BindingStatus, after: BindingStatus) =>
  eventFor(
    {
      ...aServiceBinding(
        'greeter',
        ofComponent('greeter'),
        deployedTo('development', 'registry.test/app:1'),
      ),
      status: before,
    },
    after,
  );

describe('events of a binding', () => {
  it('include a failure with the same reason as the progress before', () => {
    expect(
      eventBetween(
        status('Progressing', 'on its way'),
        status('Failed', 'on its way', 'no image'),
      ),
    ).toEqual({
      type: 'Warning',
      reason: 'ResourceHealthProgressing',
      message: 'abc1234 1.0.0 is not ready in development: no image',
    });
  });

  it('are not repeated', () => {
    expect(
      eventBetween(
        status('Failed', 'no image'),
        status('Failed', '2 of 2 pods'),
      ),
    ).toBeUndefined();
  });

  it('do not include waiting for a connection', () => {
    expect(
      eventBetween({}, status('Waiting', 'catalog is not there')),
    ).toBeUndefined();
  });

  const ready: BindingStatus = {
    state: 'Ready',
    releaseLabel: 'abc1234 1.0.0',
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        reason: 'AllResourcesReady',
        message: 'All resources are ready',
        lastTransitionTime: '2026-01-01T00:00:00Z',
      },
    ],
  };

  it('include the end of a failure', () => {
    expect(eventBetween(status('Degraded', 'no image'), ready)).toEqual({
      type: 'Normal',
      reason: 'Deployed',
      message: 'abc1234 1.0.0 is ready in development.',
    });
  });

  it('do not include a rollout without trouble', () => {
    expect(eventBetween({}, ready)).toBeUndefined();
    expect(
      eventBetween(status('Progressing', 'on its way'), ready),
    ).toBeUndefined();
  });

  it('do not include progress', () => {
    expect(
      eventBetween(status('Progressing', '1/2'), status('Progressing', '1/3')),
    ).toBeUndefined();
  });
});
