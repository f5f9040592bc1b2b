import { FieldError, required } from '../field-error';
import { JsonObject, listAt, numberAt, objectAt, stringAt } from '../json';
import { asJson } from '../kube-json';
import { StructuralSchema } from '../structural-schema';
import {
  age,
  anything,
  builtIn,
  condition,
  defaulting,
  integer,
  kindSchema,
  listOf,
  oneOf,
  optionalFlag,
  optionalInteger,
  optionalLong,
  struct,
  text,
  time,
} from './build';
import {
  withValidator,
  immutable,
  nonNegative,
  objectValidator,
} from './validators';
import { labelSelector } from './label-selector';
import { podTemplate } from './pod-spec';
import { humanDuration } from '../../api/human-duration';
import { selectorColumn, workloadColumns } from './workload';

const amount = withValidator(optionalInteger, nonNegative);

const properties: Record<string, StructuralSchema> = {
  parallelism: amount,
  completions: amount,
  activeDeadlineSeconds: withValidator(optionalLong, nonNegative),
  podFailurePolicy: anything,
  successPolicy: anything,
  backoffLimit: amount,
  backoffLimitPerIndex: amount,
  maxFailedIndexes: amount,
  selector: labelSelector,
  manualSelector: optionalFlag,
  template: defaulting(podTemplate, {}),
  ttlSecondsAfterFinished: amount,
  completionMode: oneOf('Indexed', 'NonIndexed'),
  suspend: optionalFlag,
  podReplacementPolicy: oneOf('Failed', 'TerminatingOrFailed'),
  managedBy: text,
};

/** The spec of a Job in a CronJob, without the defaults of a Job. */
export const jobTemplateSpec = withValidator(
  struct(properties),
  objectValidator((value, { path }) => validateRestartPolicy(value, path)),
);

const jobSpec = withValidator(
  struct(
    {
      ...properties,
      template: defaulting(withValidator(podTemplate, immutable), {}),
    },
    { rules: { setDefaults: setJobDefaults } },
  ),
  objectValidator((value, { path }) => validateRestartPolicy(value, path)),
);

/** batch/v1 Job */
export const job = builtIn({
  group: 'batch',
  version: 'v1',
  kind: 'Job',
  categories: ['all'],
  selectableFields: ['.status.successful'],
  schema: kindSchema({
    spec: defaulting(jobSpec, {}),
    status: defaulting(
      struct({
        conditions: {
          ...listOf(condition),
          'x-kubernetes-patch-merge-key': 'type',
          'x-kubernetes-patch-strategy': 'merge',
        },
        startTime: time,
        completionTime: time,
        active: integer,
        succeeded: integer,
        failed: integer,
        terminating: optionalInteger,
        completedIndexes: text,
        failedIndexes: text,
        uncountedTerminatedPods: anything,
        ready: optionalInteger,
      }),
      {},
    ),
  }),
  columns: [
    {
      name: 'Status',
      type: 'string',
      value: object => phaseOf(asJson(object)),
    },
    {
      name: 'Completions',
      type: 'string',
      value: object => completionsOf(asJson(object)),
    },
    {
      name: 'Duration',
      type: 'string',
      value: (object, now) => durationOf(asJson(object), now),
    },
    age,
    ...workloadColumns,
    selectorColumn,
  ],
});

function setJobDefaults(spec: JsonObject) {
  if (spec.completions === undefined && spec.parallelism === undefined) {
    spec.completions = 1;
  }
  spec.parallelism ??= 1;
  spec.backoffLimit ??= 'backoffLimitPerIndex' in spec ? 2147483647 : 6;
  spec.completionMode ??= 'NonIndexed';
  spec.suspend ??= false;
  spec.manualSelector ??= false;
  spec.podReplacementPolicy ??=
    'podFailurePolicy' in spec ? 'Failed' : 'TerminatingOrFailed';
}

function validateRestartPolicy(spec: JsonObject, path: string): FieldError[] {
  const pods = objectAt(objectAt(spec, 'template'), 'spec');
  const policy = stringAt(pods, 'restartPolicy');
  return policy === 'OnFailure' || policy === 'Never'
    ? []
    : [
        required(
          `${path}.template.spec.restartPolicy`,
          'valid values: "OnFailure", "Never"',
        ),
      ];
}

function phaseOf(object: JsonObject): string {
  const met = new Set(
    listAt(objectAt(object, 'status'), 'conditions')
      .filter(item => stringAt(item, 'status') === 'True')
      .map(item => stringAt(item, 'type')),
  );
  if (met.has('Complete')) return 'Complete';
  if (met.has('Failed')) return 'Failed';
  if (stringAt(objectAt(object, 'metadata'), 'deletionTimestamp')) {
    return 'Terminating';
  }
  if (met.has('Suspended')) return 'Suspended';
  if (met.has('FailureTarget')) return 'FailureTarget';
  return met.has('SuccessCriteriaMet') ? 'SuccessCriteriaMet' : 'Running';
}

function completionsOf(object: JsonObject): string {
  const spec = objectAt(object, 'spec');
  const succeeded = numberAt(objectAt(object, 'status'), 'succeeded') ?? 0;
  const completions = numberAt(spec, 'completions');
  if (completions !== undefined) return `${succeeded}/${completions}`;
  const parallelism = numberAt(spec, 'parallelism') ?? 0;
  return parallelism > 1
    ? `${succeeded}/1 of ${parallelism}`
    : `${succeeded}/1`;
}

function durationOf(object: JsonObject, now: number): string {
  const { startTime, completionTime } = objectAt(object, 'status');
  if (typeof startTime !== 'string') return '';
  const end =
    typeof completionTime === 'string' ? Date.parse(completionTime) : now;
  return humanDuration(Math.max(0, end - Date.parse(startTime)) / 1000);
}
