import { deploymentStateOf } from '@promenade/openchoreo-model';
import { classTypes } from '../component-type/binding-types';
import { bindingReasons } from './reasons';

const reasons = [
  ...Object.values(bindingReasons).filter(
    reason => reason !== bindingReasons.active,
  ),
  ...classTypes.map(({ classNotFound }) => classNotFound),
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
