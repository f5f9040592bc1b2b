import {
  isJsonObject,
  jsonAt,
  jsonListAt,
  type JsonObject,
} from '../../runtime/json';

/** The layers that may set fields of a pod, and what was rendered of them. */
export interface PodLayersInput {
  /** Template of the class. */
  readonly template: unknown;
  /** Path of the template, for problems. */
  readonly templateField: string;
  readonly parameters?: unknown;
  /** Path of the pod template in the template and the parameters. */
  readonly podTemplate: readonly string[];
  /** The rendered object with the pod template, of all layers. */
  readonly rendered: { readonly kind?: string; readonly spec?: JsonObject };
}

/** The pod template of a layer that people write freely. */
export interface PodLayer {
  readonly template: unknown;
  /** Path of the pod template, for problems. */
  readonly field: string;
}

/** The lists of containers of a pod. */
export const containerLists = ['initContainers', 'containers'] as const;

/** The pod templates of the class and of the parameters, in this order. */
export function podLayers({
  template,
  templateField,
  parameters,
  podTemplate,
}: PodLayersInput): PodLayer[] {
  return [
    [template, templateField] as const,
    [parameters, 'spec.parameters'] as const,
  ].map(([layer, field]) => ({
    template: jsonAt(layer, ...podTemplate),
    field: [field, ...podTemplate].join('.'),
  }));
}

/** The rendered pod template. */
export function renderedPod({
  rendered,
  podTemplate,
}: PodLayersInput): unknown {
  return jsonAt(rendered.spec, ...podTemplate);
}

/** The containers of a list in a pod template. */
export function containersOf(template: unknown, list: string): JsonObject[] {
  return objectsAt(template, 'spec', list);
}

/** The objects of a list. */
export function objectsAt(value: unknown, ...path: string[]): JsonObject[] {
  return jsonListAt(value, ...path).filter(isJsonObject);
}

/** The last layer that sets a member of a container. */
export function findContainerLayer(
  layers: readonly PodLayer[],
  list: string,
  name: string,
  path: readonly string[],
): PodLayer | undefined {
  return layers.findLast(({ template }) =>
    containersOf(template, list).some(
      container =>
        container.name === name && jsonAt(container, ...path) !== undefined,
    ),
  );
}
