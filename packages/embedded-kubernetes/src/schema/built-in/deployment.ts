import { FieldError, forbidden, invalid, notSupported } from '../field-error';
import { isObject, JsonObject, numberAt, objectAt, stringAt } from '../json';
import { asJson } from '../kube-json';
import {
  age,
  builtIn,
  conditions,
  defaulting,
  flag,
  integer,
  intOrString,
  kindSchema,
  optionalInteger,
  scaleByReplicas,
  struct,
  text,
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
  formatReady,
  selectorColumn,
  workloadColumns,
} from './workload';

const strategy = withValidator(
  struct(
    {
      type: text,
      rollingUpdate: struct({
        maxUnavailable: defaulting(intOrString, '25%'),
        maxSurge: defaulting(intOrString, '25%'),
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
  objectValidator(checkStrategy),
);

const spec = withValidator(
  struct({
    replicas: defaulting(replicas, 1),
    selector: withValidator(labelSelector, immutable),
    template: defaulting(podTemplate, {}),
    strategy: defaulting(strategy, {}),
    minReadySeconds: withValidator(integer, nonNegative),
    revisionHistoryLimit: defaulting(
      withValidator(optionalInteger, nonNegative),
      10,
    ),
    paused: flag,
    progressDeadlineSeconds: defaulting(
      withValidator(optionalInteger, nonNegative),
      600,
    ),
  }),
  objectValidator((value, { path }) => [
    ...validateSelectorAndTemplate(value, path, 'deployment'),
    ...checkDeadline(value, path),
  ]),
);

/** apps/v1 Deployment */
export const deployment = builtIn({
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  shortNames: ['deploy'],
  categories: ['all'],
  scale: { ...scaleByReplicas, labelSelectorPath: '.status.selector' },
  schema: kindSchema({
    spec: defaulting(spec, {}),
    status: defaulting(
      struct({
        observedGeneration: {
          type: 'integer',
          format: 'int64',
          rules: { omitZero: true },
        },
        replicas: integer,
        updatedReplicas: integer,
        readyReplicas: integer,
        availableReplicas: integer,
        unavailableReplicas: integer,
        terminatingReplicas: optionalInteger,
        conditions,
        collisionCount: optionalInteger,
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
    {
      name: 'Up-to-date',
      type: 'string',
      value: object =>
        numberAt(objectAt(asJson(object), 'status'), 'updatedReplicas') ?? 0,
    },
    {
      name: 'Available',
      type: 'string',
      value: object =>
        numberAt(objectAt(asJson(object), 'status'), 'availableReplicas') ?? 0,
    },
    age,
    ...workloadColumns,
    selectorColumn,
  ],
});

function checkStrategy(
  value: JsonObject,
  { path }: { path: string },
): FieldError[] {
  const type = stringAt(value, 'type') ?? '';
  if (type !== 'Recreate' && type !== 'RollingUpdate') {
    // The message of Kubernetes has the internal struct here.
    const internalStruct = { Type: type, RollingUpdate: null };
    return [notSupported(path, internalStruct, ['Recreate', 'RollingUpdate'])];
  }
  const rolling = value.rollingUpdate;
  if (type === 'Recreate' && isObject(rolling)) {
    return [
      forbidden(
        `${path}.rollingUpdate`,
        "may not be specified when strategy `type` is 'Recreate'",
      ),
    ];
  }
  if (!isObject(rolling)) return [];
  if (isNothing(rolling.maxUnavailable) && isNothing(rolling.maxSurge)) {
    return [
      invalid(
        `${path}.rollingUpdate.maxUnavailable`,
        rolling.maxUnavailable,
        'may not be 0 when `maxSurge` is 0',
      ),
    ];
  }
  return ['maxUnavailable', 'maxSurge'].flatMap(name =>
    checkIntOrPercent(rolling[name], `${path}.rollingUpdate.${name}`),
  );
}

function checkIntOrPercent(
  value: JsonObject[string],
  path: string,
): FieldError[] {
  if (typeof value === 'number' && value < 0) {
    return [invalid(path, value, 'must be greater than or equal to 0')];
  }
  if (typeof value === 'string' && !/^\d+%$/.test(value)) {
    return [
      invalid(
        path,
        value,
        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
      ),
    ];
  }
  return [];
}

function isNothing(value: JsonObject[string] | undefined): boolean {
  return value === 0 || value === '0%';
}

function checkDeadline(value: JsonObject, path: string): FieldError[] {
  const deadline = numberAt(value, 'progressDeadlineSeconds');
  const minimum = numberAt(value, 'minReadySeconds') ?? 0;
  return deadline !== undefined && deadline <= minimum
    ? [
        invalid(
          `${path}.progressDeadlineSeconds`,
          deadline,
          'must be greater than minReadySeconds',
        ),
      ]
    : [];
}
