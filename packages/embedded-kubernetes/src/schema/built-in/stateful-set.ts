import { FieldError, forbidden } from '../field-error';
import { isObject, JsonObject, jsonEquals } from '../json';
import { asJson } from '../kube-json';
import { ValidationContext } from '../structural-schema';
import {
  age,
  builtIn,
  conditions,
  defaulting,
  integer,
  intOrString,
  kindSchema,
  listOf,
  oneOf,
  optionalInteger,
  scaleByReplicas,
  struct,
  text,
} from './build';
import { withValidator, nonNegative, objectValidator } from './validators';
import { labelSelector } from './label-selector';
import { claimTemplate } from './persistent-volume-claim';
import { podTemplate, replicas } from './pod-spec';
import {
  validateSelectorAndTemplate,
  formatReady,
  workloadColumns,
} from './workload';

/** The mutable fields of a StatefulSet's spec. */
const changeable = new Set([
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
]);

const spec = withValidator(
  struct({
    replicas: defaulting(replicas, 1),
    selector: labelSelector,
    template: defaulting(podTemplate, {}),
    volumeClaimTemplates: listOf(claimTemplate),
    serviceName: text,
    podManagementPolicy: defaulting(
      oneOf('OrderedReady', 'Parallel'),
      'OrderedReady',
    ),
    updateStrategy: defaulting(
      struct(
        {
          type: oneOf('OnDelete', 'RollingUpdate'),
          rollingUpdate: struct({
            partition: defaulting(
              withValidator(optionalInteger, nonNegative),
              0,
            ),
            maxUnavailable: intOrString,
          }),
        },
        {
          rules: {
            setDefaults: value => {
              value.type ??= 'RollingUpdate';
              if (value.type === 'RollingUpdate') value.rollingUpdate ??= {};
            },
          },
        },
      ),
      {},
    ),
    revisionHistoryLimit: defaulting(optionalInteger, 10),
    minReadySeconds: withValidator(integer, nonNegative),
    persistentVolumeClaimRetentionPolicy: defaulting(
      struct({
        whenDeleted: defaulting(oneOf('Delete', 'Retain'), 'Retain'),
        whenScaled: defaulting(oneOf('Delete', 'Retain'), 'Retain'),
      }),
      {},
    ),
    ordinals: struct({ start: integer }),
  }),
  objectValidator((value, context) => [
    ...validateSelectorAndTemplate(value, context.path, 'statefulset'),
    ...checkChange(value, context),
  ]),
);

/** apps/v1 StatefulSet */
export const statefulSet = builtIn({
  group: 'apps',
  version: 'v1',
  kind: 'StatefulSet',
  shortNames: ['sts'],
  categories: ['all'],
  scale: scaleByReplicas,
  schema: kindSchema({
    spec: defaulting(spec, {}),
    status: defaulting(
      struct({
        observedGeneration: { type: 'integer', format: 'int64' },
        replicas: defaulting(optionalInteger, 0),
        readyReplicas: integer,
        currentReplicas: integer,
        updatedReplicas: integer,
        currentRevision: text,
        updateRevision: text,
        collisionCount: optionalInteger,
        availableReplicas: defaulting(optionalInteger, 0),
        conditions,
      }),
      {},
    ),
  }),
  columns: [
    {
      name: 'Ready',
      type: 'string',
      value: object => formatReady(asJson(object)),
    },
    age,
    ...workloadColumns,
  ],
});

function checkChange(
  value: JsonObject,
  { path, old }: ValidationContext,
): FieldError[] {
  if (!isObject(old)) return [];
  const keys = new Set([...Object.keys(value), ...Object.keys(old)]);
  const changed = [...keys].filter(
    key => !changeable.has(key) && !jsonEquals(value[key], old[key]),
  );
  return changed.length > 0
    ? [
        forbidden(
          path,
          "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
        ),
      ]
    : [];
}
