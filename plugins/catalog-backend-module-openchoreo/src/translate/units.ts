import type { Entity } from '@backstage/catalog-model';
import {
  indexValue,
  type ResourceChange,
} from '@promenade/backstage-plugin-openchoreo-node';
import {
  apiKind,
  buildPlaneKind,
  componentKind,
  dataPlaneKind,
  deploymentPipelineKind,
  environmentKind,
  managedResourceKind,
  organizationKind,
  parentsOf,
  projectKind,
  workloadKind,
  type KindDefinition,
  type KubernetesObject,
} from '@promenade/openchoreo-model';
import { translateComponent } from './component';
import { translateManagedResource } from './managedResource';
import { translateOrganization } from './organization';
import { translateProject } from './project';
import {
  translateBuildPlane,
  translateDataPlane,
  translateDeploymentPipeline,
  translateEnvironment,
} from './resource';
import type { Resources, TranslationContext, Translator } from './Translator';

/**
 * A unit is what is translated as one: a resource whose change renews a set of entities. Its key is
 * `<kind>:<organization>/<name>`; the organization is empty for what belongs to none.
 */
export interface UnitType {
  kind: string;
  /** The kinds that must have been read whole before the unit may be translated: else entities would seem gone. */
  needs: readonly KindDefinition<KubernetesObject>[];
  /** The keys of all units of this type that exist now. */
  keys(resources: Resources): string[];
  /** The entities of a unit; none when its resource is gone. */
  translate(key: string, context: TranslationContext): Entity[];
}

/** The key of a unit. */
export const unitKey = (kind: string, name: string, organization = '') =>
  `${kind}:${organization}/${name}`;

/** The kind that a unit's key begins with. */
export const kindOfUnit = (key: string) => key.slice(0, key.indexOf(':'));

function nameOf(key: string): { namespace?: string; name: string } {
  const [namespace, name] = key.slice(key.indexOf(':') + 1).split('/');
  return { namespace: namespace || undefined, name };
}

function unitOf<T extends KubernetesObject>(
  kind: KindDefinition<T>,
  translator: Translator<T>,
  alsoNeeds: readonly KindDefinition<KubernetesObject>[] = [],
): UnitType {
  return {
    kind: kind.kind,
    needs: [kind, organizationKind, ...alsoNeeds],
    keys: resources =>
      resources
        .list(kind)
        .map(({ metadata }) =>
          unitKey(kind.kind, metadata.name, metadata.namespace),
        ),
    translate: (key, context) => {
      const resource = context.resources.get(kind, nameOf(key));
      return resource && !resource.metadata.deletionTimestamp
        ? translator(resource, context)
        : [];
    },
  };
}

/** Every type of unit, by the kind of its resource. */
export const unitTypes: readonly UnitType[] = [
  unitOf(organizationKind, translateOrganization),
  unitOf(projectKind, translateProject),
  unitOf(componentKind, translateComponent, [
    projectKind,
    workloadKind,
    apiKind,
    managedResourceKind,
  ]),
  unitOf(environmentKind, translateEnvironment, [dataPlaneKind]),
  unitOf(dataPlaneKind, translateDataPlane),
  unitOf(buildPlaneKind, translateBuildPlane),
  unitOf(deploymentPipelineKind, translateDeploymentPipeline, [
    environmentKind,
  ]),
  unitOf(managedResourceKind, translateManagedResource, [projectKind]),
];

function componentUnitOf(
  kind: KindDefinition<KubernetesObject>,
  owned: KubernetesObject | undefined,
): string[] {
  const parents = owned && parentsOf(kind, owned);
  return parents?.component
    ? [unitKey('Component', parents.component, parents.organization)]
    : [];
}

/**
 * The units that a change of a resource touches: its own, and those that take something from it (an owner, for one).
 */
export function unitsTouchedBy(
  { kind, object, old }: ResourceChange,
  resources: Resources,
): string[] {
  const { namespace: organization, name } = object.metadata;
  switch (kind.kind) {
    case 'Workload':
    case 'API':
      // It may have moved to another component: the one it left loses its APIs.
      return [object, old].flatMap(owned => componentUnitOf(kind, owned));
    case 'Project':
      return [
        unitKey(kind.kind, name, organization),
        ...[componentKind, managedResourceKind].flatMap(member =>
          resources
            .byIndex<KubernetesObject>(
              member,
              'project',
              indexValue(organization ?? '', name),
            )
            .map(({ metadata }) =>
              unitKey(member.kind, metadata.name, metadata.namespace),
            ),
        ),
      ];
    case 'ManagedResource':
      return [
        unitKey(kind.kind, name, organization),
        // Whether a connection leads to an entity depends on whether there is one.
        ...resources
          .list(workloadKind)
          .filter(
            ({ metadata, spec }) =>
              metadata.namespace === organization &&
              Object.values(spec.connections ?? {}).some(
                ({ managed }) => managed?.resource === name,
              ),
          )
          .flatMap(workload => componentUnitOf(workloadKind, workload)),
      ];
    case 'Organization':
      return [
        unitKey(kind.kind, name),
        ...unitTypes
          .filter(type => type.kind !== kind.kind)
          .flatMap(type => type.keys(resources))
          .filter(key => nameOf(key).namespace === name),
      ];
    default:
      return unitTypes.some(type => type.kind === kind.kind)
        ? [unitKey(kind.kind, name, organization)]
        : [];
  }
}
