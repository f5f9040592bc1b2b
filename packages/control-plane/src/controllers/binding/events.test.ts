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

const news = (before: BindingStatus, after: BindingStatus) =>
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

describe('the history of a binding', () => {
  it('tells that it got stuck on its way, though the reason is the same', () => {
    expect(
      news(
        status('Progressing', 'on its way'),
        status('Failed', 'on its way', 'no image'),
      ),
    ).toEqual({
      type: 'Warning',
      reason: 'ResourceHealthProgressing',
      message: 'abc1234 1.0.0 is not ready in development: no image',
    });
  });

  it('tells it once', () => {
    expect(
      news(status('Failed', 'no image'), status('Failed', '2 of 2 pods')),
    ).toBeUndefined();
  });

  it('has no event for a deployment that waits for a connection', () => {
    expect(news({}, status('Waiting', 'catalog is not there'))).toBeUndefined();
  });

  it('leaves out how far it is on its way', () => {
    expect(
      news(status('Progressing', '1/2'), status('Progressing', '1/3')),
    ).toBeUndefined();
  });
});
