import { InputError } from '@backstage/errors';
import {
  componentCreatePermission,
  componentUpdatePermission,
  environmentDeployPermission,
  verbs,
  type OperationOutput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import type { ChoreoctlRequest } from './ChoreoctlRoute';
import { answerOf, readManifest, type Manifest } from './Manifest';
import { rejectTaken, runVerb } from './runVerb';
import { canRead } from './visibleResources';

/** The kinds that belong to a component: those who may change the component may write them. */
const kindsOfComponent = [
  'Workload',
  'Service',
  'WebApplication',
  'ScheduledTask',
  'Build',
];

const ownerSchema = z.object({
  owner: z.object({
    projectName: z.string().min(1),
    componentName: z.string().min(1).optional(),
  }),
});

/** Applies the manifest of a request. */
export async function applyManifest(request: ChoreoctlRequest) {
  const parsed = await readManifest(request);
  const { organization, manifest } = parsed;
  const { kind, metadata } = manifest;
  const { restApi } = request.services.openChoreo;
  if (kind === 'Organization' && !restApi.organization(metadata.name)) {
    await createOrganization(request, manifest);
    return answerOf(parsed, 'created');
  }
  const output = await applyTo(request, organization, manifest);
  return answerOf(parsed, output.operation);
}

/**
 * Applies a manifest with the permissions of the component that it is of, or else with that on the organization.
 *
 * @param check - throws when the manifest of a part of a component is not to be applied. It is called after the permissions have been
 *   checked
 */
export async function applyTo(
  request: ChoreoctlRequest,
  organization: string,
  manifest: Manifest,
  check?: () => unknown,
): Promise<OperationOutput<typeof verbs.applyManifest>> {
  const { kind, metadata } = manifest;
  const input = { organization, manifest };
  const owner = ownerOf(manifest);
  if (owner && kind === 'Component') {
    const { project } = owner;
    const component = metadata.name;
    const isReadable =
      isComponent(request, organization, component) &&
      (await canRead(request, { organization, project, component }));
    return isReadable
      ? applyToComponent(request, { ...input, project, component })
      : applyToProject(request, { ...input, project });
  }
  if (owner?.component && kindsOfComponent.includes(kind)) {
    const ref = { project: owner.project, component: owner.component };
    return applyToComponent(request, { ...input, ...ref }, check);
  }
  return runVerb(request, verbs.applyManifest, input);
}

function ownerOf({
  spec,
}: Manifest): { project: string; component?: string } | undefined {
  const parsed = ownerSchema.safeParse(spec);
  if (!parsed.success) return undefined;
  const { projectName, componentName } = parsed.data.owner;
  return { project: projectName, component: componentName };
}

/** Whether a name is that of a component, of any project. */
function isComponent(
  { services }: ChoreoctlRequest,
  organization: string,
  name: string,
): boolean {
  const { catalogUnits } = services.openChoreo;
  const key = { type: 'component', organization, name } as const;
  return catalogUnits.get(key) !== undefined;
}

/** @throws ChoreoctlError when a component of any project has the name */
export function rejectTakenComponent(
  request: ChoreoctlRequest,
  organization: string,
  name: string,
): void {
  const isTaken = isComponent(request, organization, name);
  rejectTaken('COMPONENT', isTaken ? { name } : undefined);
}

interface Application {
  organization: string;
  project: string;
  manifest: Manifest;
}

/** Creates a component, which needs what the verb for it needs. @throws ChoreoctlError when its name is taken */
export function applyToProject(request: ChoreoctlRequest, input: Application) {
  const { authorization, openChoreo } = request.services;
  const operation = {
    ...verbs.applyManifest,
    resource: 'project',
    permission: componentCreatePermission,
  } as const;
  const { organization, manifest } = input;
  return authorization.run(
    operation,
    input,
    request.caller,
    async verbRequest => {
      rejectTakenComponent(request, organization, manifest.metadata.name);
      return openChoreo.verbs.execute(
        verbs.applyManifest,
        { organization, manifest },
        verbRequest,
      );
    },
  );
}

/** The permission on the environment that a changed component is deployed to. */
const deployedEnvironment = {
  permission: environmentDeployPermission,
  field: 'environment',
  names: 'environment',
} as const;

/** Changes a component, which is deployed to the first environment: this needs what the verb for it needs. */
function applyToComponent(
  request: ChoreoctlRequest,
  input: Application & { component: string },
  check?: () => unknown,
) {
  const { authorization, openChoreo } = request.services;
  const { organization, project, manifest } = input;
  const environment = openChoreo.restApi
    .organization(organization)
    ?.firstEnvironmentOf(project);
  const operation = {
    ...verbs.applyManifest,
    resource: 'component',
    permission: componentUpdatePermission,
    ...(environment && { environment: deployedEnvironment }),
    input: verbs.applyManifest.input.extend({
      environment: z.string().optional(),
    }),
  } as const;
  return authorization.run(
    operation,
    { ...input, environment },
    request.caller,
    async verbRequest => {
      check?.();
      if (!environment) {
        throw new InputError(
          `The project ${project} of ${organization} does not exist, or has no deployment pipeline with an environment. Create it first`,
        );
      }
      return openChoreo.verbs.execute(
        verbs.applyManifest,
        { organization, manifest },
        verbRequest,
      );
    },
  );
}

/** An organization that does not exist has no entity on which a permission could be decided. */
async function createOrganization(
  request: ChoreoctlRequest,
  { metadata: { name, annotations }, spec }: Manifest,
): Promise<void> {
  if (spec && Object.keys(spec).length > 0) {
    throw new InputError(
      'spec: an Organization is created without one. Apply it without the spec first, and then with it',
    );
  }
  await runVerb(request, verbs.createOrganization, {
    name,
    displayName: annotations?.['openchoreo.dev/display-name'],
    description: annotations?.['openchoreo.dev/description'],
  });
}
