import { invalid, type Problem } from '../../core/problem';
import { isJsonObject, jsonAt } from '../../runtime/json';
import type { PodLayersInput } from './pod-layers';

/** Fields of workload objects with a number that is not negative. */
const amounts = [
  'replicas',
  'minReadySeconds',
  'revisionHistoryLimit',
  'progressDeadlineSeconds',
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'startingDeadlineSeconds',
  'successfulJobsHistoryLimit',
  'failedJobsHistoryLimit',
];

/** Validates fields beside the pod template that the class and the parameters set. */
export function validateSpec({
  template,
  templateField,
  parameters,
  podTemplate,
  rendered: { kind },
}: PodLayersInput): Problem[] {
  const parent = podTemplate.slice(0, -1);
  return [
    [template, templateField] as const,
    [parameters, 'spec.parameters'] as const,
  ].flatMap(([layer, field]) => [
    ...validateAmounts(layer, field),
    ...(parent.length > 0
      ? validateAmounts(jsonAt(layer, ...parent), [field, ...parent].join('.'))
      : []),
    ...(kind === 'Deployment' &&
    jsonAt(layer, 'volumeClaimTemplates') !== undefined
      ? [
          invalid(
            `${field}.volumeClaimTemplates`,
            'only a StatefulSet has claims of its pods; set workloadKind of the class to StatefulSet, or use a volume',
          ),
        ]
      : []),
  ]);
}

function validateAmounts(layer: unknown, field: string): Problem[] {
  if (!isJsonObject(layer)) return [];
  return amounts.flatMap(name => {
    const value = layer[name];
    return value === undefined ||
      value === null ||
      (typeof value === 'number' && Number.isInteger(value) && value >= 0)
      ? []
      : [
          invalid(
            `${field}.${name}`,
            `${JSON.stringify(
              value,
            )} is not a number of 0 or more; write it like 3`,
          ),
        ];
  });
}
