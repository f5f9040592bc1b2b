import { InputError } from '@backstage/errors';
import { isErrorNamed } from '@promenade/backstage-plugin-openchoreo-common';
import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import {
  componentKind,
  type Service,
  type WorkloadConnection,
  type WorkloadEndpoint,
} from '@promenade/openchoreo-model';
import type { VerbContext } from '../../verbs/Verb';
import { readComponent } from './changeComponent';
import { isExposedToOrganization } from './endpointSpecs';
import { findObject } from '../../adapter-base/writeObjects';

/** What a connection leads to. */
interface WantedTarget {
  target: string;
  /** Needed when the target has several endpoints that the consumer may call. */
  endpoint?: string;
}

/**
 * Finds the endpoint of another component that a component is to be connected to.
 *
 * @returns the `params` of the connection
 * @throws InputError that names the field, when the component or its endpoint does not exist or is not visible to the consumer
 */
export async function findConnectionTarget(
  context: VerbContext,
  consumer: ComponentRef,
  { target, endpoint }: WantedTarget,
  signal: AbortSignal | undefined,
): Promise<NonNullable<WorkloadConnection['params']>> {
  const { organization: namespace, component } = consumer;
  if (target === component) {
    throw new InputError(
      `target: ${component} cannot connect to itself. Call localhost, or choose another component`,
    );
  }
  const key = { namespace, name: target };
  const found = await findObject(context, componentKind, key, signal);
  if (!found) {
    throw new InputError(
      `target: the component ${target} does not exist in ${namespace}. Choose another one`,
    );
  }
  const project = found.spec.owner.projectName;
  const isSameProject = project === consumer.project;
  const { endpoints, apis } = await endpointsOf(
    context,
    { organization: namespace, project, component: target },
    signal,
  );
  const visible = Object.keys(endpoints).filter(
    name =>
      isSameProject || isVisibleToOtherProjects(endpoints[name], apis[name]),
  );
  return {
    ...(!isSameProject && { projectName: project }),
    componentName: target,
    endpoint: chooseEndpoint(
      { target, endpoint, project },
      Object.keys(endpoints),
      visible,
    ),
  };
}

async function endpointsOf(
  context: VerbContext,
  ref: ComponentRef,
  signal: AbortSignal | undefined,
): Promise<{
  endpoints: Record<string, WorkloadEndpoint>;
  apis: NonNullable<Service['spec']['apis']>;
}> {
  try {
    const { workload, deployedBy } = await readComponent(context, ref, signal);
    const { apis = {} }: Partial<Service['spec']> =
      deployedBy?.resource.spec ?? {};
    return { endpoints: workload.spec.endpoints ?? {}, apis };
  } catch (error) {
    // An API proxy, for example.
    if (isErrorNamed(error, 'NotFoundError'))
      return { endpoints: {}, apis: {} };
    throw error;
  }
}

function isVisibleToOtherProjects(
  { visibility = [] }: WorkloadEndpoint,
  api: Parameters<typeof isExposedToOrganization>[0] | undefined,
): boolean {
  return api
    ? isExposedToOrganization(api)
    : visibility.some(audience => audience !== 'project');
}

function chooseEndpoint(
  { target, endpoint, project }: WantedTarget & { project: string },
  all: readonly string[],
  visible: readonly string[],
): string {
  if (endpoint !== undefined && !all.includes(endpoint)) {
    throw new InputError(
      `endpoint: ${target} has no endpoint ${endpoint}. Its endpoints: ${
        all.join(', ') || 'none'
      }`,
    );
  }
  const invisible = endpoint ?? all.join(', ');
  if (endpoint === undefined ? !visible.length : !visible.includes(endpoint)) {
    throw new InputError(
      all.length
        ? `endpoint: ${invisible} of ${target} is visible only inside the project ${project}. Expose it to the organization first`
        : `target: ${target} has no endpoint to connect to. Add one first`,
    );
  }
  if (endpoint !== undefined) return endpoint;
  if (visible.length > 1) {
    throw new InputError(
      `endpoint: ${target} has several endpoints. Choose one of: ${visible.join(
        ', ',
      )}`,
    );
  }
  return visible[0];
}
