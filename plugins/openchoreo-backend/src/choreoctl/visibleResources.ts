import {
  componentRefSchema,
  reads,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  parseInput,
  waitForCache,
  type RestApiComponent,
  type RestApiOrganizationSource,
  type RestApiProject,
} from '@promenade/backstage-plugin-openchoreo-node';
import { answering } from './answering';
import type { ChoreoctlRequest } from './ChoreoctlRoute';
import { ChoreoctlError } from './envelope';

/** The names in the path under the words of the operations. */
export function namesOf({ params }: ChoreoctlRequest) {
  const { orgName, projectName, componentName } = params;
  return {
    organization: orgName,
    project: projectName,
    component: componentName,
  };
}

export function componentRefOf(request: ChoreoctlRequest): ComponentRef {
  return parseInput(componentRefSchema, namesOf(request));
}

/** The resources of the organization in the path, whoever may see them. */
export function sourceOf(
  request: ChoreoctlRequest,
): RestApiOrganizationSource | undefined {
  const { restApi } = request.services.openChoreo;
  return restApi.organization(namesOf(request).organization);
}

/** Reads the resources of an organization for a caller who may see it or one of its projects. */
export async function readOrganization<T>(
  request: ChoreoctlRequest,
  read: (
    source: RestApiOrganizationSource,
    projects: readonly RestApiProject[],
  ) => T | Promise<T>,
): Promise<T> {
  const { services, caller } = request;
  const { organization } = namesOf(request);
  const input = parseInput(reads.listProjects.input, { organization });
  const { authorization } = services;
  const operation = answering<T, typeof reads.listProjects.input>(
    reads.listProjects,
  );
  return authorization.run(operation, input, caller, async () => {
    const [visible] = await visibleOrganizations(request, [organization]);
    if (visible) return read(visible.source, visible.projects);
    throw new ChoreoctlError(
      404,
      'ORGANIZATION_NOT_FOUND',
      `There is no organization ${organization}, or you may see neither it nor one of its projects`,
    );
  });
}

/** Those of the organizations that the caller may see, or one of whose projects, with these projects. */
export async function visibleOrganizations(
  { services, caller }: ChoreoctlRequest,
  names: readonly string[],
): Promise<
  { source: RestApiOrganizationSource; projects: readonly RestApiProject[] }[]
> {
  const { authorization, openChoreo } = services;
  const [organization] = names.length === 1 ? names : [];
  await waitForCache(openChoreo.cache, { organization });
  const found = names.flatMap(name => {
    const source = openChoreo.restApi.organization(name);
    return source ? [{ name, source, projects: source.projects() }] : [];
  });
  const refs = found.flatMap(({ name, projects }) => [
    { organization: name },
    ...projects.map(project => ({
      organization: name,
      project: project.name,
    })),
  ]);
  const decisions = await authorization.canRead(refs, caller.credentials);
  let position = 0;
  return found.flatMap(({ source, projects }) => {
    const isVisible = decisions[position];
    const visible = projects.filter(
      (_, index) => decisions[position + 1 + index],
    );
    position += 1 + projects.length;
    return isVisible || visible.length ? [{ source, projects: visible }] : [];
  });
}

/** Whether the caller may read the deployments of a component or project. Those of others are answered as if they did not exist. */
export async function canRead(
  { services, caller }: ChoreoctlRequest,
  ref: { organization: string; project: string; component?: string },
): Promise<boolean> {
  const { authorization } = services;
  const [isReadable] = await authorization.canRead([ref], caller.credentials);
  return isReadable;
}

/** Reads a project that the caller may see. */
export async function readProject<T>(
  request: ChoreoctlRequest,
  read: (
    source: RestApiOrganizationSource,
    project: RestApiProject,
  ) => T | Promise<T>,
): Promise<T> {
  const { project: name, organization } = namesOf(request);
  return readOrganization(request, async (source, projects) => {
    const project = projects.find(each => each.name === name);
    if (project) return read(source, project);
    throw new ChoreoctlError(
      404,
      'PROJECT_NOT_FOUND',
      `There is no project ${name} in ${organization}, or you may not see it`,
    );
  });
}

/** Reads a component of a caller who may see its deployments. */
export async function readComponent<T>(
  request: ChoreoctlRequest,
  read: (
    source: RestApiOrganizationSource,
    component: RestApiComponent,
  ) => T | Promise<T>,
): Promise<T> {
  const { services, caller } = request;
  const ref = componentRefOf(request);
  const input = parseInput(reads.describeComponent.input, ref);
  const { authorization } = services;
  const operation = answering<T, typeof reads.describeComponent.input>(
    reads.describeComponent,
  );
  return authorization.run(operation, input, caller, async () => {
    const { source, component } = findComponent(request);
    return read(source, component);
  });
}

/**
 * The component in the path. It is for callers whose permission on it has been checked.
 *
 * @throws ChoreoctlError when the project or the component does not exist
 */
export function findComponent(request: ChoreoctlRequest): {
  source: RestApiOrganizationSource;
  component: RestApiComponent;
} {
  const ref = componentRefOf(request);
  const source = sourceOf(request);
  const component = source
    ?.components(ref.project)
    .find(({ name }) => name === ref.component);
  if (source && component) return { source, component };
  const project = source?.projects().find(({ name }) => name === ref.project);
  throw project
    ? new ChoreoctlError(
        404,
        'COMPONENT_NOT_FOUND',
        `There is no component ${ref.component} in the project ${ref.project} of ${ref.organization}`,
      )
    : new ChoreoctlError(
        404,
        'PROJECT_NOT_FOUND',
        `There is no project ${ref.project} in ${ref.organization}`,
      );
}
