import type { EnvOverrides } from '@promenade/openchoreo-model';
import { podContainerName } from '../../core/effective-binding/container-names';
import { invalid, type Problem } from '../../core/problem';
import {
  isJsonList,
  isJsonObject,
  jsonAt,
  jsonListAt,
  type Json,
} from '../../runtime/json';
import { sortedEntries } from '../../runtime/sort';
import { isQuantity, parseQuantity } from '../workload/quantity';
import type { PodLayersInput } from './pod-layers';

/** The layers of a workload object that may set resources, and what was rendered of them. */
export interface ResourcesInput extends PodLayersInput {
  readonly envOverrides?: EnvOverrides;
}

/** Validates the resources of containers: quantities, and requests that are not more than the limits. */
export function validateResources(input: ResourcesInput): Problem[] {
  const problems = validateQuantities(input);
  return problems.length > 0 ? problems : validateLimits(input);
}

/**
 * Validates quantities of resources. Each layer is validated on its own, so that the problem names the field that
 * somebody wrote.
 */
function validateQuantities({
  template,
  templateField,
  parameters,
  envOverrides = {},
  podTemplate,
}: ResourcesInput): Problem[] {
  const inPods = (layer: unknown, field: string) =>
    validatePodResources(jsonAt(layer, ...podTemplate), [
      field,
      ...podTemplate,
    ]);
  return [
    ...inPods(template, templateField),
    ...inPods(parameters, 'spec.parameters'),
    ...sortedEntries(envOverrides.containers).flatMap(([name, container]) =>
      validateAmounts(
        container.resources,
        `spec.envOverrides.containers.${name}.resources`,
      ),
    ),
  ];
}

function validatePodResources(
  template: unknown,
  path: readonly string[],
): Problem[] {
  return ['initContainers', 'containers'].flatMap(list => {
    const containers = jsonAt(template, 'spec', list);
    return isJsonList(containers)
      ? containers.flatMap(container =>
          validateAmounts(
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

function validateAmounts(resources: unknown, field: string): Problem[] {
  return ['limits', 'requests'].flatMap(member =>
    resourceQuantities(jsonAt(resources, member))
      .filter(([, quantity]) => (parseQuantity(quantity) ?? -1n) < 0n)
      .map(([name, quantity]) =>
        invalid(
          `${field}.${member}.${name}`,
          `${JSON.stringify(quantity)} ${
            isQuantity(quantity) ? 'is negative' : 'is not a quantity'
          }; write it like 500m, 2 or 128Mi`,
        ),
      ),
  );
}

function resourceQuantities(quantities: unknown): [string, Json][] {
  return isJsonObject(quantities)
    ? sortedEntries(quantities).flatMap(([name, quantity]): [string, Json][] =>
        quantity === undefined || quantity === null ? [] : [[name, quantity]],
      )
    : [];
}

/** Reports requests that are more than the limit, in the last layer that sets one of them. */
function validateLimits({
  template,
  templateField,
  parameters,
  envOverrides = {},
  podTemplate,
  rendered,
}: ResourcesInput): Problem[] {
  const pod = [...podTemplate, 'spec'];
  return jsonListAt(rendered.spec, ...pod, 'containers').flatMap(container => {
    const containerName = jsonAt(container, 'name');
    const resources = jsonAt(container, 'resources');
    const ofLayer = (layer: unknown) =>
      jsonAt(
        jsonListAt(layer, ...pod, 'containers').find(
          each => jsonAt(each, 'name') === containerName,
        ),
        'resources',
      );
    const pathIn = (layer: string) =>
      [layer, ...pod, `containers[${containerName}]`, 'resources'].join('.');
    const override = Object.entries(envOverrides.containers ?? {}).find(
      ([name]) => podContainerName(name) === containerName,
    );
    const layers = [
      {
        resources: override?.[1].resources,
        field: `spec.envOverrides.containers.${override?.[0]}.resources`,
      },
      { resources: ofLayer(parameters), field: pathIn('spec.parameters') },
      { resources: ofLayer(template), field: pathIn(templateField) },
    ];
    return resourceQuantities(jsonAt(resources, 'requests')).flatMap(
      ([name, request]) => {
        const limit = resourceQuantities(jsonAt(resources, 'limits')).find(
          ([limited]) => limited === name,
        )?.[1];
        if (limit === undefined || !isMore(request, limit)) return [];
        const [field] = layers.flatMap(layer =>
          ['requests', 'limits']
            .filter(
              member => jsonAt(layer.resources, member, name) !== undefined,
            )
            .map(member => `${layer.field}.${member}.${name}`),
        );
        return invalid(
          field ?? layers[0].field,
          `${containerName} requests ${request} of ${name}, more than its limit of ${limit}; lower the request or raise the limit`,
        );
      },
    );
  });
}

function isMore(request: Json, limit: Json): boolean {
  const requested = parseQuantity(request);
  const limited = parseQuantity(limit);
  return (
    requested !== undefined && limited !== undefined && requested > limited
  );
}
