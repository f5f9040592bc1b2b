import {
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import type { EntitiesSearchFilter } from '@backstage/plugin-catalog-node';
import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  descriptiveAnnotations,
  environmentAnnotation,
  isFromControlPlane,
  joinedAnnotation,
  openchoreoAnnotations,
  originLocation,
  type AnnotatedEntity,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';

/** An annotation, and the values that it may have. Any value by default. */
interface Wanted {
  annotation: string;
  values?: readonly string[];
}

type Query = PermissionCriteria<EntitiesSearchFilter>;

/** The entities of the catalog. */
const entityResourceRef = createPermissionResourceRef<
  Entity,
  EntitiesSearchFilter
>().with({ pluginId: 'catalog', resourceType: RESOURCE_TYPE_CATALOG_ENTITY });

/*
 * Anybody can register an entity file with our annotations, so that only those of entities from the control plane, or of entities
 * that the catalog module has joined with a component, count.
 */
const isTrusted: Query = {
  anyOf: [
    queryOf({
      annotation: ANNOTATION_ORIGIN_LOCATION,
      values: [originLocation],
    }),
    queryOf({ annotation: joinedAnnotation }),
  ],
};

function hasTrustedAnnotations(entity: AnnotatedEntity): boolean {
  return isFromControlPlane(entity) || hasAnnotation(entity, joinedAnnotation);
}

function queryOf({ annotation, values }: Wanted): EntitiesSearchFilter {
  return {
    key: `metadata.annotations.${annotation}`,
    ...(values && { values: [...values] }),
  };
}

function hasAnnotation(
  { metadata: { annotations = {} } }: AnnotatedEntity,
  annotation: string,
  values?: readonly string[],
): boolean {
  const value = annotations[annotation];
  return value !== undefined && (values?.includes(value) ?? true);
}

/** The query and the check of entities with one of the annotations. */
function entitiesWith<Params>(wantedBy: (params: Params) => Wanted[]) {
  return {
    apply: (entity: AnnotatedEntity, params: Params) =>
      hasTrustedAnnotations(entity) &&
      wantedBy(params).some(({ annotation, values }) =>
        hasAnnotation(entity, annotation, values),
      ),
    toQuery(params: Params): Query {
      const [first, ...others] = wantedBy(params).map(queryOf);
      return { allOf: [isTrusted, { anyOf: [first, ...others] }] };
    },
  };
}

const isInOrganization = createPermissionRule({
  name: 'IS_IN_OPENCHOREO_ORGANIZATION',
  description: 'Allow entities of these OpenChoreo organizations',
  resourceRef: entityResourceRef,
  paramsSchema: z.object({
    organizations: z.array(z.string()).describe('Names of organizations'),
  }),
  ...entitiesWith(({ organizations }: { organizations: string[] }) => [
    { annotation: openchoreoAnnotations.organization, values: organizations },
  ]),
});

const isInProject = createPermissionRule({
  name: 'IS_IN_OPENCHOREO_PROJECT',
  description:
    'Allow entities of these OpenChoreo projects: the project, its components, APIs and resources',
  resourceRef: entityResourceRef,
  paramsSchema: z.object({
    projects: z.array(z.string()).describe('Names of projects'),
  }),
  ...entitiesWith(({ projects }: { projects: string[] }) => [
    { annotation: openchoreoAnnotations.project, values: projects },
  ]),
});

const isInEnvironment = createPermissionRule({
  name: 'IS_IN_OPENCHOREO_ENVIRONMENT',
  description:
    'Allow these OpenChoreo environments, and the components and APIs that are deployed to them',
  resourceRef: entityResourceRef,
  paramsSchema: z.object({
    environments: z.array(z.string()).describe('Names of environments'),
  }),
  ...entitiesWith(({ environments }: { environments: string[] }) => [
    { annotation: openchoreoAnnotations.environment, values: environments },
    ...environments.map(name => ({ annotation: environmentAnnotation(name) })),
  ]),
});

const isProduction = createPermissionRule({
  name: 'IS_IN_OPENCHOREO_PRODUCTION',
  description:
    'Allow production environments of OpenChoreo, and the components and APIs that are deployed to one',
  resourceRef: entityResourceRef,
  ...entitiesWith(() => [
    { annotation: descriptiveAnnotations.production, values: ['true'] },
  ]),
});

const rules = { isInOrganization, isInProject, isInEnvironment, isProduction };

/**
 * The rules for catalog entities that the catalog module adds to those of the catalog. They apply to every permission on an entity:
 * those of OpenChoreo, and those of the catalog.
 *
 * @public
 */
export const openChoreoEntityRules = Object.values(rules);

const conditionExports = createConditionExports({
  resourceRef: entityResourceRef,
  rules,
});

/**
 * Conditions on the organization, project and environments of a catalog entity, for permission policies.
 *
 * @public
 */
export const openChoreoConditions = conditionExports.conditions;

/**
 * Makes a conditional decision for a permission on a catalog entity in a permission policy.
 *
 * @public
 */
export const createOpenChoreoConditionalDecision =
  conditionExports.createConditionalDecision;
