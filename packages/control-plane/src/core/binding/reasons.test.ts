import { deploymentStateOf } from '@promenade/openchoreo-model';
import { componentTypes } from '../component-type/component-types';
import { bindingReasons } from './reasons';

const reasons = [
  ...Object.values(bindingReasons).filter(
    reason => reason !== bindingReasons.active,
  ),
  ...componentTypes.map(({ classNotFound }) => classNotFound),
];

describe('the reasons of a binding', () => {
  it.each(reasons)('tell a state by %s', reason => {
    const { state } = deploymentStateOf({
      releaseState: 'Active',
      isBeingDeleted: false,
      ready: { status: 'False', reason },
      isDataPlaneUnreachable: false,
      age: 0,
    });
    expect(state).not.toBe('Unknown');
  });
});
