import { KubeObject } from '@promenade/kube-client';
import {
  buildKind,
  environmentKind,
  finalPromotionPhases,
  labels,
  promotionKind,
  textAt,
} from '@promenade/openchoreo-model';
import { isJsonObject, jsonAt, jsonListAt } from '../../runtime/json';
import { controllerOf } from '../../runtime/owner-reference';
import { ObjectIndex } from '../../runtime/read';
import { waitingReasons } from '../binding/reasons';
import { apiClassNamesOf } from '../effective-binding/effective-spec';
import { routeKeys } from '../effective-binding/apis/route-keys';

/** Name of the DataPlane of an Environment that names none. */
export const defaultDataPlane = 'default';

/** Index value of a name in a namespace. */
export const inNamespace = (namespace: string, name: string): string =>
  `${namespace}/${name}`;

/** Index value of a component. The name of a component is unique in its project only. */
export const componentIndexValue = (
  namespace: string,
  owner: { projectName: string; componentName: string },
): string => `${namespace}/${owner.projectName}/${owner.componentName}`;

/** Index value of the objects that an object controls. */
export const controllerIndexValue = ({
  kind,
  metadata: { namespace = '', name },
}: {
  kind: string;
  metadata: { namespace?: string; name: string };
}): string => `${namespace}/${kind}/${name}`;

type ValuesOf = ObjectIndex['valuesOf'];

const namespaceOf = ({ metadata }: KubeObject) => metadata.namespace ?? '';

/** The members of the map at `path`. */
function membersAt(object: unknown, ...path: string[]): unknown[] {
  const found = jsonAt(object, ...path);
  return isJsonObject(found) ? Object.values(found) : [];
}

/** The objects in the list at `path`. */
function itemsAt(object: unknown, ...path: string[]) {
  return jsonListAt(object, ...path).filter(isJsonObject);
}

function byNameAt(...paths: string[]): ValuesOf {
  return object =>
    paths.flatMap(path => {
      const name = textAt(object, path);
      return name ? [inNamespace(namespaceOf(object), name)] : [];
    });
}

/** As {@link byNameAt}, and by a label for objects that have none of the fields. */
function byNameOrLabel(label: string, ...paths: string[]): ValuesOf {
  const byName = byNameAt(...paths);
  return object => {
    const values = byName(object);
    const name = object.metadata.labels?.[label];
    return values.length || !name
      ? values
      : [inNamespace(namespaceOf(object), name)];
  };
}

const byComponent: ValuesOf = object => {
  const projectName = textAt(object, 'spec.owner.projectName');
  const componentName = textAt(object, 'spec.owner.componentName');
  return projectName && componentName
    ? [componentIndexValue(namespaceOf(object), { projectName, componentName })]
    : [];
};

const isFinishedPhase = (phase: string | undefined) =>
  finalPromotionPhases.some(final => final === phase);

const byUnfinishedComponent: ValuesOf = object =>
  isFinishedPhase(textAt(object, 'status.phase')) ? [] : byComponent(object);

const byUnfinishedNamespace: ValuesOf = object =>
  isFinishedPhase(textAt(object, 'status.phase')) ? [] : [namespaceOf(object)];

const byController: ValuesOf = object => {
  const controller = controllerOf(object);
  if (!controller) return [];
  const { kind, name } = controller;
  const { namespace } = object.metadata;
  return [controllerIndexValue({ kind, metadata: { namespace, name } })];
};

/** Members of the workload of a binding, and of the workload of its canary. */
function workloadMembersAt(object: unknown, member: string) {
  return [
    ...membersAt(object, 'spec', 'workloadSpec', member),
    ...membersAt(object, 'spec', 'canary', 'workloadSpec', member),
  ].filter(isJsonObject);
}

const connectionsOf = (object: KubeObject) =>
  workloadMembersAt(object, 'connections');

const byConnectedComponent: ValuesOf = object =>
  connectionsOf(object).flatMap(connection => {
    const componentName = textAt(connection, 'params.componentName');
    const projectName =
      textAt(connection, 'params.projectName') ??
      textAt(object, 'spec.owner.projectName');
    return componentName && projectName
      ? [
          componentIndexValue(namespaceOf(object), {
            projectName,
            componentName,
          }),
        ]
      : [];
  });

const byManagedResource: ValuesOf = object =>
  connectionsOf(object).flatMap(connection => {
    const name = textAt(connection, 'managed.resource');
    return name ? [inNamespace(namespaceOf(object), name)] : [];
  });

const byConfigurationGroup: ValuesOf = object => [
  // A ConfigurationGroup may hold the address of a managed resource.
  ...byManagedResource(object),
  ...[
    ...workloadMembersAt(object, 'containers'),
    ...membersAt(object, 'spec', 'envOverrides', 'containers'),
  ]
    .flatMap(container =>
      ['env', 'files'].flatMap(list => itemsAt(container, list)),
    )
    .flatMap(item => {
      const name = textAt(item, 'valueFrom.configurationGroupRef.name');
      return name ? [inNamespace(namespaceOf(object), name)] : [];
    }),
];

/** Index value of a ComponentType or Trait: kind, namespace (empty for cluster kinds) and name. */
export const definitionIndexValue = ({
  kind,
  metadata: { namespace = '', name },
}: KubeObject): string => `${kind}/${namespace}/${name}`;

/** The ComponentType of a component, and its Traits. Those that the type embeds are found by the type. */
const byDefinition: ValuesOf = object => {
  const references = [
    jsonAt(object, 'spec', 'componentType'),
    ...jsonListAt(object, 'spec', 'traits'),
  ];
  return references.flatMap(reference => {
    const kind = jsonAt(reference, 'kind');
    const name = jsonAt(reference, 'name');
    if (typeof kind !== 'string' || typeof name !== 'string') return [];
    const namespace = kind.startsWith('Cluster') ? '' : namespaceOf(object);
    // The name of a type has its workloadType in front.
    return [`${kind}/${namespace}/${name.slice(name.indexOf('/') + 1)}`];
  });
};

const byApiClass: ValuesOf = object =>
  apiClassNamesOf(object).map(name => inNamespace(namespaceOf(object), name));

const byRouteKey: ValuesOf = object =>
  itemsAt(object, 'spec', 'resources').flatMap(resource =>
    routeKeys(resource.object),
  );

/** Environments without a reference use the DataPlane `default`. */
const byDataPlane: ValuesOf = object =>
  object.kind === environmentKind.kind
    ? [
        inNamespace(
          namespaceOf(object),
          textAt(object, 'spec.dataPlaneRef') || defaultDataPlane,
        ),
      ]
    : byNameAt('spec.dataPlaneRef')(object);

const byPromotedArtifact: ValuesOf = object =>
  object.kind === promotionKind.kind
    ? [
        ...new Set(
          byNameAt('spec.artifactRef', 'status.previousArtifactRef')(object),
        ),
      ]
    : [];

/** The DataPlanes with cells of a malformed Environment, from its status; without a record as {@link byDataPlane}. */
const byRecordedDataPlane: ValuesOf = object => {
  const recorded = itemsAt(object, 'status', 'dataPlanes').flatMap(
    reference => {
      const namespace = textAt(reference, 'namespace');
      const name = textAt(reference, 'name');
      return namespace && name ? [inNamespace(namespace, name)] : [];
    },
  );
  return recorded.length ? recorded : byDataPlane(object);
};

const byBuildPlane: ValuesOf = object => {
  const namespace = textAt(object, 'status.buildPlane.namespace');
  const name = textAt(object, 'status.buildPlane.name');
  return namespace && name ? [inNamespace(namespace, name)] : [];
};

const byBuildUid: ValuesOf = ({ kind, metadata: { uid } }) =>
  kind === buildKind.kind && uid ? [uid] : [];

const byTargetDataPlane: ValuesOf = object => {
  const namespace = textAt(object, 'status.target.dataPlane.namespace');
  const name = textAt(object, 'status.target.dataPlane.name');
  return namespace && name ? [inNamespace(namespace, name)] : [];
};

const byWaitingReason: ValuesOf = object =>
  jsonListAt(object, 'status', 'conditions')
    .filter(condition => jsonAt(condition, 'type') === 'Ready')
    .map(condition => String(jsonAt(condition, 'reason')))
    .filter(reason => waitingReasons.includes(reason));

/** An index that computes the values of an object once. */
function index(
  name: string,
  valuesOf: ValuesOf,
  invalidValuesOf?: ValuesOf,
): ObjectIndex {
  const known = new WeakMap<KubeObject, string[]>();
  return {
    name,
    valuesOf(object) {
      const values = known.get(object) ?? valuesOf(object);
      known.set(object, values);
      return values;
    },
    invalidValuesOf,
  };
}

const byNamespace: ValuesOf = object => [namespaceOf(object)];
const projectPath = 'spec.owner.projectName';
const byComponentName = byNameOrLabel(
  labels.component,
  'spec.owner.componentName',
);
const environmentPaths = ['spec.environment', 'spec.environmentName'];

/** The indexes of the object cache. A kind without the field has no values in that index. */
export const indexes = {
  namespace: index('namespace', byNamespace, byNamespace),
  project: index(
    'project',
    byNameAt(projectPath),
    byNameOrLabel(labels.project, projectPath),
  ),
  /** Components by name, whatever their project. A Component is unique in its namespace. */
  componentName: index('componentName', byComponentName, byComponentName),
  component: index('component', byComponent),
  /** Promotions that have not ended, by component. */
  unfinished: index('unfinished', byUnfinishedComponent),
  /** Promotions of a DeployableArtifact, and those that replaced it. */
  promotedArtifact: index('promotedArtifact', byPromotedArtifact),
  /** ProjectPromotions that have not ended, by namespace. */
  unfinishedProject: index('unfinishedProject', byUnfinishedNamespace),
  workload: index('workload', byNameAt('spec.workloadName')),
  class: index('class', byNameAt('spec.className', 'spec.canary.className')),
  /** Components by their ComponentType and Traits, and ComponentTypes by their Traits. */
  definition: index('definition', byDefinition),
  api: index('api', byNameAt('spec.apiName')),
  /** APIClasses that the effective APIs of a binding name. */
  apiClass: index('apiClass', byApiClass),
  controller: index('controller', byController),
  /** Components that the connections of a binding point at. */
  connectedComponent: index('connectedComponent', byConnectedComponent),
  managedResource: index('managedResource', byManagedResource),
  configurationGroup: index('configurationGroup', byConfigurationGroup),
  environment: index(
    'environment',
    byNameAt(...environmentPaths),
    byNameOrLabel(labels.environment, ...environmentPaths),
  ),
  dataPlane: index('dataPlane', byDataPlane, byRecordedDataPlane),
  /** DataPlanes to which Releases are applied. */
  targetDataPlane: index(
    'targetDataPlane',
    byTargetDataPlane,
    byTargetDataPlane,
  ),
  /** Builds by the BuildPlane that they were started on. */
  buildPlane: index('buildPlane', byBuildPlane),
  /** Builds by their UID, which is a label of their Workflow. */
  buildUid: index('buildUid', byBuildUid),
  pipeline: index('pipeline', byNameAt('spec.deploymentPipelineRef')),
  /** Bindings that may wait for a Release, by the reason of their Ready condition. */
  waitingReason: index('waitingReason', byWaitingReason),
  /** Addresses at gateways that the routes of a Release take. */
  routeKey: index('gatewayAddress', byRouteKey),
};
