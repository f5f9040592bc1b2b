import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import type { OpenChoreoService } from '../OpenChoreoService';
import { waitForCache } from '../verbs/waitForCache';

/**
 * An environment in which a component is to be changed: the resource of `openchoreo.environment.deploy` and
 * `openchoreo.environment.approve`.
 *
 * @public
 */
export interface EnvironmentResource extends ComponentRef {
  environment: string;
  /** True for an environment that does not exist, so that no rule is passed by a wrong name. */
  isProduction: boolean;
}

/**
 * The resource type of the permissions on an environment.
 *
 * @public
 */
export const environmentResourceRef = createPermissionResourceRef<
  EnvironmentResource,
  unknown
>().with({ pluginId: 'openchoreo', resourceType: 'openchoreo-environment' });

const isInOrganization = createPermissionRule({
  name: 'IS_IN_ORGANIZATION',
  description: 'Allow environments for components of these organizations',
  resourceRef: environmentResourceRef,
  paramsSchema: z.object({
    organizations: z.array(z.string()).describe('Names of organizations'),
  }),
  apply: ({ organization }, { organizations }) =>
    organizations.includes(organization),
  toQuery: () => ({}),
});

const isInProject = createPermissionRule({
  name: 'IS_IN_PROJECT',
  description: 'Allow environments for components of these projects',
  resourceRef: environmentResourceRef,
  paramsSchema: z.object({
    projects: z.array(z.string()).describe('Names of projects'),
  }),
  apply: ({ project }, { projects }) => projects.includes(project),
  toQuery: () => ({}),
});

const isEnvironment = createPermissionRule({
  name: 'IS_ENVIRONMENT',
  description: 'Allow these environments',
  resourceRef: environmentResourceRef,
  paramsSchema: z.object({
    environments: z.array(z.string()).describe('Names of environments'),
  }),
  apply: ({ environment }, { environments }) =>
    environments.includes(environment),
  toQuery: () => ({}),
});

const isProduction = createPermissionRule({
  name: 'IS_PRODUCTION',
  description: 'Allow production environments',
  resourceRef: environmentResourceRef,
  apply: resource => resource.isProduction,
  toQuery: () => ({}),
});

const rules = { isInOrganization, isInProject, isEnvironment, isProduction };

/**
 * The rules of the permissions on an environment.
 *
 * @public
 */
export const environmentRules = Object.values(rules);

const conditionExports = createConditionExports({
  resourceRef: environmentResourceRef,
  rules,
});

/**
 * The conditions of the permissions on an environment, for permission policies.
 *
 * @public
 */
export const environmentConditions = conditionExports.conditions;

/**
 * Makes a conditional decision for a permission on an environment in a permission policy.
 *
 * @public
 */
export const createEnvironmentConditionalDecision =
  conditionExports.createConditionalDecision;

/** The resource ref of an environment. Names of Kubernetes objects have no slash. */
export function formatEnvironmentRef(
  { organization, project, component }: ComponentRef,
  environment: string,
): string {
  return [organization, project, component, environment].join('/');
}

/**
 * Loads the environments of resource refs. Those of a control plane that has not been read yet count as production.
 *
 * @returns undefined for a ref that is malformed: it is denied
 * @throws ServiceUnavailableError when none of their control planes has been read
 * @public
 */
export async function loadEnvironmentResources(
  openChoreo: Pick<OpenChoreoService, 'cache' | 'views'>,
  resourceRefs: readonly string[],
): Promise<(EnvironmentResource | undefined)[]> {
  const resources = resourceRefs.map(resourceRef => {
    const [organization, project, component, environment, ...others] =
      resourceRef.split('/');
    if (!environment || others.length) return undefined;
    return { organization, project, component, environment };
  });
  const organizations = new Set(
    resources.flatMap(resource => resource?.organization ?? []),
  );
  const waits = await Promise.allSettled(
    [...organizations].map(organization =>
      waitForCache(openChoreo.cache, { organization }),
    ),
  );
  const [failed, ...others] = waits;
  if (
    failed?.status === 'rejected' &&
    others.every(({ status }) => status === 'rejected')
  ) {
    throw failed.reason;
  }
  return resources.map(
    resource =>
      resource && {
        ...resource,
        isProduction: openChoreo.views.isProduction(
          resource,
          resource.environment,
        ),
      },
  );
}
