import { invalid } from '../field-error';
import { numberAt } from '../json';
import {
  age,
  builtIn,
  kindSchema,
  optionalInteger,
  struct,
  text,
} from './build';
import { withValidator, objectValidator } from './validators';

/** A time in microseconds; other precisions are invalid. */
const microTime = { type: 'string' };

/** coordination.k8s.io/v1 Lease */
export const lease = builtIn({
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  schema: kindSchema({
    spec: withValidator(
      struct({
        holderIdentity: { type: 'string' },
        leaseDurationSeconds: optionalInteger,
        acquireTime: microTime,
        renewTime: microTime,
        leaseTransitions: optionalInteger,
        strategy: text,
        preferredHolder: text,
      }),
      objectValidator((value, { path }) => {
        const duration = numberAt(value, 'leaseDurationSeconds');
        const transitions = numberAt(value, 'leaseTransitions');
        return [
          ...(duration !== undefined && duration <= 0
            ? [
                invalid(
                  `${path}.leaseDurationSeconds`,
                  duration,
                  'must be greater than 0',
                ),
              ]
            : []),
          ...(transitions !== undefined && transitions < 0
            ? [
                invalid(
                  `${path}.leaseTransitions`,
                  transitions,
                  'must be greater than or equal to 0',
                ),
              ]
            : []),
        ];
      }),
    ),
  }),
  columns: [
    { name: 'Holder', type: 'string', jsonPath: '.spec.holderIdentity' },
    age,
  ],
});
