import type { AuthorizePermissionRequest } from '@backstage/plugin-permission-common';
import {
  componentRefSchema,
  isErrorNamed,
  resourceNames,
  type ComponentRef,
  type Operation,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import type { OpenChoreoService } from '../OpenChoreoService';
import { waitForCache } from '../verbs/waitForCache';
import { neededPermissions } from './neededPermissions';

type Resources = Pick<OpenChoreoService, 'cache' | 'catalogUnits' | 'views'>;

/** Waits for the control plane of the organization that an operation is about. */
export async function waitForOrganization(
  { cache }: Resources,
  operation: Operation,
  input: object,
): Promise<void> {
  const { organization } = resourceNames(operation, input);
  await waitForCache(cache, { organization });
}

/** The names of the environments that an operation is about, or why they cannot be told. */
export async function environmentsOf<Input extends z.ZodObject>(
  resources: Resources,
  operation: Operation<Input>,
  input: z.output<Input>,
): Promise<{ names?: string[]; problem?: Error }> {
  const { environment } = operation;
  if (!environment) return {};
  const values = z.record(z.string(), z.unknown()).parse(input);
  const name = z.string().parse(values[environment.field]);
  if (environment.names === 'environment') return { names: [name] };
  await waitForOrganization(resources, operation, input);
  const { views } = resources;
  const ref = componentRefSchema.parse(input);
  try {
    return {
      names:
        environment.names === 'promotion'
          ? [views.promotion(ref, name).to]
          : views.component(ref).deployments.map(each => each.environment),
    };
  } catch (error) {
    if (isErrorNamed(error, 'NotFoundError')) return { problem: error };
    throw error;
  }
}

/** The permissions for what an operation does to every component of a project. */
export async function permissionsOfEachComponent(
  resources: Resources,
  operation: Operation,
  input: object,
): Promise<AuthorizePermissionRequest[]> {
  const { eachComponent } = operation;
  if (!eachComponent) return [];
  await waitForOrganization(resources, operation, input);
  return componentsOf(resources, operation, input).flatMap(ref => {
    const { deployments, pipeline } = resources.views.component(ref);
    const deployed = deployments.map(({ environment }) => environment);
    const isAboutEach = eachComponent.environment?.names === 'environment';
    return neededPermissions(
      eachComponent,
      ref,
      isAboutEach
        ? [...new Set([...deployed, ...(pipeline?.environments ?? [])])]
        : deployed,
    );
  });
}

/** The components of the project of an operation that does something to all of them. */
export function componentsOf(
  { catalogUnits }: Resources,
  operation: Operation,
  input: object,
): ComponentRef[] {
  if (!operation.eachComponent) return [];
  const { organization, project } = resourceNames(operation, input);
  return catalogUnits
    .list('component')
    .filter(key => key.organization === organization)
    .map(key => catalogUnits.get(key))
    .flatMap(unit =>
      unit?.type === 'component' && unit.project === project
        ? [{ organization, project, component: unit.name }]
        : [],
    );
}
