import { numberAt, objectAt } from '../json';
import { asJson } from '../kube-json';
import { PrinterColumn } from '../../api/types';
import {
  age,
  builtIn,
  conditions,
  defaulting,
  integer,
  kindSchema,
  optionalInteger,
  scaleByReplicas,
  struct,
} from './build';
import {
  withValidator,
  immutable,
  nonNegative,
  objectValidator,
} from './validators';
import { labelSelector } from './label-selector';
import { podTemplate, replicas } from './pod-spec';
import {
  validateSelectorAndTemplate,
  selectorColumn,
  workloadColumns,
} from './workload';

/** apps/v1 ReplicaSet */
export const replicaSet = builtIn({
  group: 'apps',
  version: 'v1',
  kind: 'ReplicaSet',
  shortNames: ['rs'],
  categories: ['all'],
  scale: scaleByReplicas,
  schema: kindSchema({
    spec: defaulting(
      withValidator(
        struct({
          replicas: defaulting(replicas, 1),
          minReadySeconds: withValidator(integer, nonNegative),
          selector: withValidator(labelSelector, immutable),
          template: defaulting(podTemplate, {}),
        }),
        objectValidator((value, { path }) =>
          validateSelectorAndTemplate(value, path, 'deployment'),
        ),
      ),
      {},
    ),
    status: defaulting(
      struct({
        replicas: defaulting(optionalInteger, 0),
        fullyLabeledReplicas: integer,
        readyReplicas: integer,
        availableReplicas: integer,
        terminatingReplicas: optionalInteger,
        observedGeneration: { type: 'integer', format: 'int64' },
        conditions,
      }),
      {},
    ),
  }),
  columns: [
    count('Desired', 'spec', 'replicas'),
    count('Current', 'status', 'replicas'),
    count('Ready', 'status', 'readyReplicas'),
    age,
    ...workloadColumns,
    selectorColumn,
  ],
});

function count(name: string, part: string, field: string): PrinterColumn {
  return {
    name,
    type: 'integer',
    value: object => numberAt(objectAt(asJson(object), part), field) ?? 0,
  };
}
