import type { EnvOverrides } from '@promenade/openchoreo-model';
import { isJsonList, isJsonObject, jsonAt, type Json } from '../runtime/json';
import { invalid, type Problem } from '../core/problem';
import { isQuantity } from './quantity';
import { sortedEntries } from '../runtime/sorted';

/** The layers of a workload object that may ask for resources. */
export interface ResourceLayers {
  /** Template of the class. */
  readonly template: unknown;
  /** Where that template is, for problems. */
  readonly templateField: string;
  readonly parameters?: unknown;
  readonly envOverrides?: EnvOverrides;
  /** Path of the pod template in the template and the parameters. */
  readonly podTemplate: readonly string[];
}

/**
 * Amounts of cpu, memory and the like that are none. Each layer is looked at on
 * its own, so that the problem names the field that somebody wrote.
 */
export function validateQuantities({
  template,
  templateField,
  parameters,
  envOverrides = {},
  podTemplate,
}: ResourceLayers): Problem[] {
  const inPods = (layer: unknown, field: string) =>
    podProblems(jsonAt(layer, ...podTemplate), [field, ...podTemplate]);
  return [
    ...inPods(template, templateField),
    ...inPods(parameters, 'spec.parameters'),
    ...sortedEntries(envOverrides.containers).flatMap(([name, container]) =>
      resourceProblems(
        container.resources,
        `spec.envOverrides.containers.${name}.resources`,
      ),
    ),
  ];
}

function podProblems(template: unknown, path: readonly string[]): Problem[] {
  return ['initContainers', 'containers'].flatMap(list => {
    const containers = jsonAt(template, 'spec', list);
    return isJsonList(containers)
      ? containers.flatMap(container =>
          resourceProblems(
            jsonAt(container, 'resources'),
            `${path.join('.')}.spec.${list}[${jsonAt(
              container,
              'name',
            )}].resources`,
          ),
        )
      : [];
  });
}

function resourceProblems(resources: unknown, field: string): Problem[] {
  return ['limits', 'requests'].flatMap(member =>
    amountsIn(jsonAt(resources, member))
      .filter(([, amount]) => !isQuantity(amount))
      .map(([name, amount]) =>
        invalid(
          `${field}.${member}.${name}`,
          `${JSON.stringify(
            amount,
          )} is no quantity; write it like 500m, 2 or 128Mi`,
        ),
      ),
  );
}

function amountsIn(amounts: unknown): [string, Json][] {
  return isJsonObject(amounts)
    ? sortedEntries(amounts).flatMap(([name, amount]): [string, Json][] =>
        amount === undefined || amount === null ? [] : [[name, amount]],
      )
    : [];
}
