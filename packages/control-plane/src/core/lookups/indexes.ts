import { KubeObject } from '@promenade/kube-client';
import { textAt } from '@promenade/openchoreo-model';
import { isJsonList, isJsonObject, jsonAt } from '../../runtime/json';
import { placesOf } from '../effective-binding/apis/places';
import { usualApiClass } from '../effective-binding/apis/visible-apis';
import { controllerOf } from '../../runtime/owner-reference';
import { IndexName } from '../../runtime/read';

/** The members of the object at `path`. */
function valuesAt(object: unknown, ...path: string[]): unknown[] {
  const found = jsonAt(object, ...path);
  return isJsonObject(found) ? Object.values(found) : [];
}

/** The objects in the list at `path`. */
function itemsAt(object: unknown, ...path: string[]) {
  const found = jsonAt(object, ...path);
  return isJsonList(found) ? found.filter(isJsonObject) : [];
}

/** Index value of a name in a namespace. */
export const inNamespace = (namespace: string, name: string): string =>
  `${namespace}/${name}`;

/** Index value of a component: names of components are looked up together with their project. */
export const componentIndexValue = (
  namespace: string,
  owner: { projectName: string; componentName: string },
): string => `${namespace}/${owner.projectName}/${owner.componentName}`;

/** Index value of what an object controls. */
export const controllerIndexValue = ({
  kind,
  metadata: { namespace = '', name },
}: {
  kind: string;
  metadata: { namespace?: string; name: string };
}): string => `${namespace}/${kind}/${name}`;

/** The classes of the APIs of a binding: named by them, by an APIBinding, or the usual one of endpoints that are visible outside. */
function apiClassesOf(object: KubeObject): string[] {
  const named = valuesAt(object, 'spec', 'apis').flatMap(api =>
    isJsonObject(api) ? textAt(api, 'className') ?? [] : [],
  );
  const own = textAt(object, 'spec.apiClassName');
  const visible = valuesAt(object, 'spec', 'workloadSpec', 'endpoints').some(
    endpoint => {
      const visibility = jsonAt(endpoint, 'visibility');
      return (
        Array.isArray(visibility) &&
        visibility.some(audience => audience !== 'project')
      );
    },
  );
  return [
    ...new Set([
      ...named,
      ...(own ? [own] : []),
      ...(visible ? [usualApiClass] : []),
    ]),
  ];
}

function byField(path: string) {
  return (object: KubeObject): string[] => {
    const name = textAt(object, path);
    return name ? [inNamespace(object.metadata.namespace ?? '', name)] : [];
  };
}

/** What the connections of type managed of a binding lead to. */
function managedResourcesOf(object: KubeObject): string[] {
  return valuesAt(object, 'spec', 'workloadSpec', 'connections').flatMap(
    connection => {
      const name = isJsonObject(connection)
        ? textAt(connection, 'managed.resource')
        : undefined;
      return name ? [inNamespace(object.metadata.namespace ?? '', name)] : [];
    },
  );
}

/** How the cache indexes every object; a kind without the field is simply not found there. */
export const indexers: Record<IndexName, (object: KubeObject) => string[]> = {
  namespace: object => [object.metadata.namespace ?? ''],
  project: byField('spec.owner.projectName'),
  component: object => {
    const projectName = textAt(object, 'spec.owner.projectName');
    const componentName = textAt(object, 'spec.owner.componentName');
    return projectName && componentName
      ? [
          componentIndexValue(object.metadata.namespace ?? '', {
            projectName,
            componentName,
          }),
        ]
      : [];
  },
  workload: byField('spec.workloadName'),
  class: byField('spec.className'),
  api: byField('spec.apiName'),
  apiClass: object =>
    apiClassesOf(object).map(name =>
      inNamespace(object.metadata.namespace ?? '', name),
    ),
  controller: object => {
    const controller = controllerOf(object);
    return controller
      ? [
          controllerIndexValue({
            kind: controller.kind,
            metadata: {
              namespace: object.metadata.namespace,
              name: controller.name,
            },
          }),
        ]
      : [];
  },
  connectsTo: object =>
    valuesAt(object, 'spec', 'workloadSpec', 'connections').flatMap(
      connection => {
        if (!isJsonObject(connection)) {
          return [];
        }
        const componentName = textAt(connection, 'params.componentName');
        const projectName =
          textAt(connection, 'params.projectName') ??
          textAt(object, 'spec.owner.projectName');
        return componentName && projectName
          ? [
              componentIndexValue(object.metadata.namespace ?? '', {
                projectName,
                componentName,
              }),
            ]
          : [];
      },
    ),
  managedResource: managedResourcesOf,
  configurationGroup: object => [
    // A group may describe what a connection of type managed leads to.
    ...managedResourcesOf(object),
    ...[
      ...valuesAt(object, 'spec', 'workloadSpec', 'containers'),
      ...valuesAt(object, 'spec', 'envOverrides', 'containers'),
    ].flatMap(container =>
      ['env', 'files'].flatMap(list =>
        itemsAt(container, list).flatMap(item => {
          const name = textAt(item, 'valueFrom.configurationGroupRef.name');
          return name
            ? [inNamespace(object.metadata.namespace ?? '', name)]
            : [];
        }),
      ),
    ),
  ],
  environment: object =>
    ['environment', 'environmentName'].flatMap(field =>
      byField(`spec.${field}`)(object),
    ),
  dataPlane: byField('spec.dataPlaneRef'),
  pipeline: byField('spec.deploymentPipelineRef'),
  place: object =>
    itemsAt(object, 'spec', 'resources').flatMap(resource =>
      placesOf(resource.object),
    ),
};
