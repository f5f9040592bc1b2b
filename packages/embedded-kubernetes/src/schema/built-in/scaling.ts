import { ResourceType } from '../../api/types';
import { FieldError, invalid, required } from '../field-error';
import {
  isObject,
  JsonObject,
  listAt,
  numberAt,
  objectAt,
  stringAt,
  textOf,
} from '../json';
import { asJson } from '../kube-json';
import {
  age,
  anyList,
  anything,
  builtIn,
  conditions,
  defaulting,
  integer,
  intOrString,
  kindSchema,
  listOf,
  oneOf,
  optionalInteger,
  struct,
  text,
  time,
} from './build';
import { withValidator, objectValidator } from './validators';
import { labelSelector } from './label-selector';

const metric = struct({
  type: text,
  object: anything,
  pods: anything,
  resource: anything,
  containerResource: anything,
  external: anything,
});

const spec = withValidator(
  struct(
    {
      scaleTargetRef: struct({ apiVersion: text, kind: text, name: text }),
      minReplicas: defaulting(optionalInteger, 1),
      maxReplicas: integer,
      metrics: listOf(metric),
      behavior: anything,
    },
    {
      rules: {
        setDefaults: value => {
          if (listAt(value, 'metrics').length > 0) return;
          const target = { type: 'Utilization', averageUtilization: 80 };
          value.metrics = [
            { type: 'Resource', resource: { name: 'cpu', target } },
          ];
        },
      },
    },
  ),
  objectValidator((value, { path }) => validateAutoscaler(value, path)),
);

const autoscaler = builtIn({
  group: 'autoscaling',
  version: 'v2',
  kind: 'HorizontalPodAutoscaler',
  shortNames: ['hpa'],
  categories: ['all'],
  schema: kindSchema({
    spec,
    status: defaulting(
      struct({
        observedGeneration: { type: 'integer', format: 'int64' },
        lastScaleTime: time,
        currentReplicas: integer,
        desiredReplicas: defaulting(optionalInteger, 0),
        currentMetrics: anyList,
        conditions,
      }),
      {},
    ),
  }),
  columns: [
    {
      name: 'Reference',
      type: 'string',
      value: object => {
        const target = objectAt(asJson(object).spec, 'scaleTargetRef');
        return `${stringAt(target, 'kind')}/${stringAt(target, 'name')}`;
      },
    },
    {
      name: 'Targets',
      type: 'string',
      value: object => formatTargets(asJson(object)),
    },
    { name: 'MinPods', type: 'string', jsonPath: '.spec.minReplicas' },
    { name: 'MaxPods', type: 'string', jsonPath: '.spec.maxReplicas' },
    {
      name: 'Replicas',
      type: 'string',
      value: object => numberAt(asJson(object).status, 'currentReplicas') ?? 0,
    },
    age,
  ],
});

const disruptionBudget = builtIn({
  group: 'policy',
  version: 'v1',
  kind: 'PodDisruptionBudget',
  shortNames: ['pdb'],
  schema: kindSchema({
    spec: withValidator(
      struct({
        minAvailable: intOrString,
        selector: labelSelector,
        maxUnavailable: intOrString,
        unhealthyPodEvictionPolicy: oneOf('AlwaysAllow', 'IfHealthyBudget'),
      }),
      objectValidator((value, { path }) =>
        'minAvailable' in value && 'maxUnavailable' in value
          ? [
              // The message of Kubernetes has the internal struct here.
              invalid(
                path,
                {
                  MinAvailable: value.minAvailable,
                  Selector: value.selector ?? null,
                  MaxUnavailable: value.maxUnavailable,
                  UnhealthyPodEvictionPolicy:
                    value.unhealthyPodEvictionPolicy ?? null,
                },
                'minAvailable and maxUnavailable cannot be both set',
              ),
            ]
          : [],
      ),
    ),
    status: defaulting(
      struct({
        observedGeneration: { type: 'integer', format: 'int64' },
        disruptedPods: anything,
        disruptionsAllowed: defaulting(optionalInteger, 0),
        currentHealthy: defaulting(optionalInteger, 0),
        desiredHealthy: defaulting(optionalInteger, 0),
        expectedPods: defaulting(optionalInteger, 0),
        conditions,
      }),
      {},
    ),
  }),
  columns: [
    {
      name: 'Min Available',
      type: 'string',
      value: object =>
        formatTargetValue(objectAt(asJson(object), 'spec').minAvailable),
    },
    {
      name: 'Max Unavailable',
      type: 'string',
      value: object =>
        formatTargetValue(objectAt(asJson(object), 'spec').maxUnavailable),
    },
    {
      name: 'Allowed Disruptions',
      type: 'integer',
      value: object =>
        numberAt(asJson(object).status, 'disruptionsAllowed') ?? 0,
    },
    age,
  ],
});

/** HorizontalPodAutoscaler and PodDisruptionBudget. */
export const scalingKinds: ResourceType[] = [autoscaler, disruptionBudget];

function validateAutoscaler(value: JsonObject, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const least = numberAt(value, 'minReplicas');
  const most = numberAt(value, 'maxReplicas') ?? 0;
  if (least !== undefined && least < 1) {
    errors.push(
      invalid(
        `${path}.minReplicas`,
        least,
        'must be greater than or equal to 1',
      ),
    );
  }
  if (most < 1) {
    errors.push(invalid(`${path}.maxReplicas`, most, 'must be greater than 0'));
  }
  if (least !== undefined && most < least) {
    errors.push(
      invalid(
        `${path}.maxReplicas`,
        most,
        'must be greater than or equal to `minReplicas`',
      ),
    );
  }
  const target = objectAt(value, 'scaleTargetRef');
  for (const name of ['kind', 'name']) {
    if (!stringAt(target, name)) {
      errors.push(required(`${path}.scaleTargetRef.${name}`));
    }
  }
  return errors;
}

function formatTargets(object: JsonObject): string {
  const texts = listAt(object.spec, 'metrics').map(item => {
    if (!isObject(item)) return '';
    const resource = objectAt(item, 'resource');
    const target = objectAt(resource, 'target');
    const desired = numberAt(target, 'averageUtilization');
    const name = stringAt(resource, 'name') ?? stringAt(item, 'type') ?? '';
    return desired === undefined
      ? `${name}: <unknown>/<auto>`
      : `${name}: <unknown>/${desired}%`;
  });
  return texts.length > 0 ? texts.join(', ') : '<none>';
}

function formatTargetValue(value: JsonObject[string] | undefined): string {
  return typeof value === 'number' || typeof value === 'string'
    ? textOf(value)
    : 'N/A';
}
