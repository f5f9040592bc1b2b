import type {
  DomainEntity,
  Entity,
  ResourceEntity,
  SystemEntity,
} from '@backstage/catalog-model';
import {
  descriptiveAnnotations,
  entityRefOf,
  openchoreoAnnotations,
  type PlatformObject,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ApiClassUnit,
  CatalogUnit,
  CatalogUnitProblem,
  ComponentTypeUnit,
  DeploymentPipelineUnit,
  EnvironmentUnit,
  ManagedResourceUnit,
  OrganizationUnit,
  PlaneUnit,
  ProjectUnit,
} from '@promenade/backstage-plugin-openchoreo-node';
import {
  componentProblems,
  ownRefOf,
  refs,
  translateApi,
  translateComponent,
  type ComponentRefOf,
} from './component';
import { productionAnnotation } from './deployments';
import {
  entityMeta,
  nameAnnotations,
  type TranslationDefaults,
} from './entityMeta';
import { ownerOf, ownerProblems } from './owner';
import { passedAnnotations } from './passedAnnotations';
import { namedTemplateProblems } from './template/templateEntity';
import { translateApiClass } from './template/translateApiClass';
import {
  parameterProblems,
  translateComponentType,
} from './template/translateComponentType';

/**
 * The entities of a unit. All but the APIs of endpoints have annotations of its resource.
 *
 * @param refOf - the refs of the components that it depends on
 */
export function translateUnit(
  unit: CatalogUnit,
  defaults: TranslationDefaults,
  refOf: ComponentRefOf = ownRefOf,
): Entity[] {
  const passed = passedAnnotations(
    unit.annotations,
    defaults.annotationPrefixes,
  );
  return entitiesOf(unit, defaults, refOf).map(entity => {
    const { metadata } = entity;
    const { annotations = {} } = metadata;
    return openchoreoAnnotations.endpoint in annotations
      ? entity
      : {
          ...entity,
          metadata: { ...metadata, annotations: { ...annotations, ...passed } },
        };
  });
}

function entitiesOf(
  unit: CatalogUnit,
  defaults: TranslationDefaults,
  refOf: ComponentRefOf,
): Entity[] {
  switch (unit.type) {
    case 'organization':
      return [translateOrganization(unit, defaults)];
    case 'project':
      return [translateProject(unit, defaults)];
    case 'component':
      return translateComponent(unit, defaults, refOf);
    case 'api':
      return [translateApi(unit, defaults)];
    case 'managed-resource':
      return [translateManagedResource(unit, defaults)];
    case 'service-class':
    case 'web-application-class':
    case 'scheduled-task-class':
    case 'component-type':
    case 'cluster-component-type':
      return [
        ...translateComponentType(unit, defaults),
        translatePlatformResource(unit, defaults),
      ];
    case 'api-class':
      return [
        ...translateApiClass(unit, defaults),
        translatePlatformResource(unit, defaults),
      ];
    default:
      return [translatePlatformResource(unit, defaults)];
  }
}

/** What is wrong with a resource that is translated nevertheless. */
export function unitProblems(
  unit: CatalogUnit,
  defaults: TranslationDefaults,
): CatalogUnitProblem[] {
  return [
    ...ownerProblems(unit, defaults),
    ...(unit.type === 'component' ? componentProblems(unit) : []),
    ...templateProblems(unit, defaults),
  ];
}

function templateProblems(
  unit: CatalogUnit,
  defaults: TranslationDefaults,
): CatalogUnitProblem[] {
  switch (unit.type) {
    case 'service-class':
    case 'web-application-class':
    case 'scheduled-task-class':
    case 'component-type':
    case 'cluster-component-type':
      return [
        ...namedTemplateProblems(unit),
        ...parameterProblems(unit, defaults),
      ];
    case 'api-class':
      return namedTemplateProblems(unit);
    default:
      return [];
  }
}

/** An organization is a Domain. */
function translateOrganization(
  unit: OrganizationUnit,
  defaults: TranslationDefaults,
): DomainEntity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Domain',
    metadata: entityMeta(unit, unit, {
      [openchoreoAnnotations.organization]: unit.name,
      ...(unit.sharedOrganization && {
        [descriptiveAnnotations.sharedOrganization]: unit.sharedOrganization,
      }),
    }),
    spec: { owner: ownerOf(unit, defaults) },
  };
}

/** A project is a System in the Domain of its organization. */
function translateProject(
  unit: ProjectUnit,
  defaults: TranslationDefaults,
): SystemEntity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: entityMeta(unit, unit, {
      [openchoreoAnnotations.organization]: unit.organization,
      [openchoreoAnnotations.project]: unit.name,
      [openchoreoAnnotations.deploymentPipeline]: unit.deploymentPipeline,
      ...unit.deliveryAnnotations,
    }),
    spec: {
      owner: ownerOf(unit, defaults),
      domain: entityRefOf({ type: 'organization', name: unit.organization }),
    },
  };
}

/** A managed resource is a Resource of its own type, in the System of its project if it has one. */
function translateManagedResource(
  unit: ManagedResourceUnit,
  defaults: TranslationDefaults,
): ResourceEntity {
  const { organization, project } = unit;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: entityMeta(unit, unit, {
      [openchoreoAnnotations.organization]: organization,
      [openchoreoAnnotations.managedResource]: unit.name,
      ...(project && { [openchoreoAnnotations.project]: project }),
    }),
    spec: {
      type: unit.resourceType,
      owner: ownerOf(unit, defaults),
      ...(project && {
        system: entityRefOf({ type: 'project', organization, name: project }),
      }),
    },
  };
}

type PlatformResourceUnit =
  | EnvironmentUnit
  | PlaneUnit
  | DeploymentPipelineUnit
  | ComponentTypeUnit
  | ApiClassUnit;

/** A resource of platform engineers is a Resource whose type is the type of the unit. */
function translatePlatformResource(
  unit: PlatformResourceUnit,
  defaults: TranslationDefaults,
): ResourceEntity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: entityMeta(unit, platformObject(unit), {
      [openchoreoAnnotations.organization]: unit.organization,
      [nameAnnotations[unit.type]]: unit.name,
      ...promotionOrder(unit),
      ...(unit.type === 'environment' &&
        productionAnnotation(unit.isProduction)),
    }),
    spec: {
      type: unit.type,
      owner: ownerOf(unit, defaults),
      ...refs('dependsOn', dependenciesOf(unit)),
    },
  };
}

/** What names the Resource of a unit: `type` alone names the Template of a class or component type. */
function platformObject(unit: PlatformResourceUnit): PlatformObject {
  const { type, organization, name } = unit;
  switch (type) {
    case 'environment':
    case 'data-plane':
    case 'cluster-data-plane':
    case 'build-plane':
    case 'deployment-pipeline':
      return { type, organization, name };
    default:
      return { type: 'definition', of: type, organization, name };
  }
}

/** The order of the environments that a pipeline depends on. */
function promotionOrder(unit: PlatformResourceUnit): Record<string, string> {
  if (unit.type !== 'deployment-pipeline' || !unit.promotions?.length) {
    return {};
  }
  return {
    [descriptiveAnnotations.promotesTo]: unit.promotions
      .map(({ source, target }) => `${source} > ${target}`)
      .join(', '),
  };
}

function dependenciesOf(unit: PlatformResourceUnit): string[] {
  switch (unit.type) {
    case 'environment':
      return unit.dataPlane
        ? [entityRefOf({ type: 'data-plane', ...unit.dataPlane })]
        : [];
    case 'deployment-pipeline':
      return unit.environments.map(environment =>
        entityRefOf({ type: 'environment', ...environment }),
      );
    default:
      return [];
  }
}
