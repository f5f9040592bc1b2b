import { FieldError, forbidden } from '../field-error';
import {
  isObject,
  JsonObject,
  jsonEquals,
  listAt,
  numberAt,
  objectAt,
  stringAt,
} from '../json';
import { asJson } from '../kube-json';
import { ValidationContext } from '../structural-schema';
import {
  age,
  anyList,
  anything,
  builtIn,
  conditions,
  defaulting,
  kindSchema,
  listBy,
  struct,
  text,
  time,
} from './build';
import { withValidator, objectValidator } from './validators';
import { podSpec } from './pod-spec';
import { quantities } from './quantity';

/** v1 Pod */
export const pod = builtIn({
  group: '',
  version: 'v1',
  kind: 'Pod',
  returnsDeletedObject: true,
  shortNames: ['po'],
  categories: ['all'],
  selectableFields: [
    '.spec.nodeName',
    '.spec.restartPolicy',
    '.spec.schedulerName',
    '.spec.serviceAccountName',
    '.spec.hostNetwork',
    '.status.phase',
    '.status.podIP',
    '.status.nominatedNodeName',
  ],
  schema: kindSchema({
    spec: defaulting(
      withValidator(
        {
          ...podSpec,
          rules: {
            ...podSpec.rules,
            setDefaults: (value, root) => {
              podSpec.rules?.setDefaults?.(value, root);
              value.enableServiceLinks ??= true;
              defaultRequestsToLimits(value);
            },
          },
        },
        objectValidator((value, context) => validateChange(value, context)),
      ),
      {},
    ),
    status: defaulting(
      struct({
        phase: text,
        conditions,
        message: text,
        reason: text,
        hostIP: text,
        hostIPs: anyList,
        podIP: text,
        podIPs: listBy('ip', struct({ ip: text })),
        startTime: time,
        containerStatuses: anyList,
        initContainerStatuses: anyList,
        ephemeralContainerStatuses: anyList,
        qosClass: text,
        nominatedNodeName: text,
        resize: text,
        observedGeneration: { type: 'integer', format: 'int64' },
        resourceClaimStatuses: anyList,
        resources: anything,
        allocatedResources: quantities,
      }),
      {},
    ),
  }),
  columns: [
    { name: 'Ready', type: 'string', value: object => readyOf(asJson(object)) },
    {
      name: 'Status',
      type: 'string',
      value: object => stateOf(asJson(object)),
    },
    {
      name: 'Restarts',
      type: 'string',
      value: object =>
        statusesOf(asJson(object)).reduce<number>(
          (sum, item) => sum + (numberAt(item, 'restartCount') ?? 0),
          0,
        ),
    },
    age,
    { name: 'IP', type: 'string', priority: 1, jsonPath: '.status.podIP' },
    { name: 'Node', type: 'string', priority: 1, jsonPath: '.spec.nodeName' },
    {
      name: 'Nominated Node',
      type: 'string',
      priority: 1,
      value: object =>
        stringAt(asJson(object).status, 'nominatedNodeName') ?? '<none>',
    },
    {
      name: 'Readiness Gates',
      type: 'string',
      priority: 1,
      value: () => '<none>',
    },
  ],
});

/** The status of a pod as kubectl shows it. */
function stateOf(object: JsonObject): string {
  if (stringAt(object.metadata, 'deletionTimestamp')) return 'Terminating';
  const status = objectAt(object, 'status');
  let state = stringAt(status, 'reason') ?? stringAt(status, 'phase') ?? '';
  for (const item of statusesOf(object)) {
    const { waiting, terminated } = objectAt(item, 'state');
    const reason =
      stringAt(waiting, 'reason') ?? stringAt(terminated, 'reason');
    if (reason) state = reason;
  }
  return state;
}

function readyOf(object: JsonObject): string {
  const ready = statusesOf(object).filter(
    item => isObject(item) && item.ready === true,
  );
  return `${ready.length}/${listAt(object.spec, 'containers').length}`;
}

function statusesOf(object: JsonObject): JsonObject[string][] {
  return listAt(objectAt(object, 'status'), 'containerStatuses');
}

/** Sets the requests without a value to the limits. */
function defaultRequestsToLimits(spec: JsonObject) {
  for (const field of ['containers', 'initContainers']) {
    if (!Array.isArray(spec[field])) continue;
    spec[field] = listAt(spec, field).map(item => {
      if (!isObject(item) || !isObject(item.resources)) return item;
      const limits = objectAt(item.resources, 'limits');
      if (Object.keys(limits).length === 0) return item;
      const requests = { ...limits, ...objectAt(item.resources, 'requests') };
      return { ...item, resources: { ...item.resources, requests } };
    });
  }
}

const mutableFields = new Set([
  'activeDeadlineSeconds',
  'tolerations',
  'terminationGracePeriodSeconds',
  'schedulingGates',
  'nodeName',
  'ephemeralContainers',
]);

function validateChange(
  value: JsonObject,
  { path, old }: ValidationContext,
): FieldError[] {
  if (!isObject(old)) return [];
  const keys = [...new Set([...Object.keys(value), ...Object.keys(old)])];
  const changed = keys.some(
    key =>
      !mutableFields.has(key) &&
      !jsonEquals(withoutImages(value[key]), withoutImages(old[key])),
  );
  return changed
    ? [
        forbidden(
          path,
          'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
        ),
      ]
    : [];
}

function withoutImages(
  value: JsonObject[string] | undefined,
): JsonObject[string] | undefined {
  if (!Array.isArray(value)) return value;
  return value.map(item => {
    if (!isObject(item)) return item;
    const { image: _, ...rest } = item;
    return rest;
  });
}
