import { InputError } from '@backstage/errors';
import {
  componentCreatePermission,
  componentUpdatePermission,
  environmentDeployPermission,
  verbs,
  type OperationOutput,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  parseInput,
  waitForCache,
} from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import type { ChoreoctlRequest } from './ChoreoctlRoute';
import { runVerb } from './runVerb';

/** The organization of a manifest without a namespace. */
const defaultOrganization = 'default';

const groups = ['openchoreo.dev/', 'delivery.openchoreo.dev/'];

const manifestSchema = z.looseObject({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  metadata: z.looseObject({
    name: z.string().min(1),
    namespace: z.string().nullish(),
    annotations: z.record(z.string(), z.string()).nullish(),
  }),
  spec: z.unknown().optional(),
});

type Manifest = z.output<typeof manifestSchema>;

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

interface ParsedManifest {
  organization: string;
  manifest: Manifest;
}

/** The manifest of a request. Resolves when it is known what exists in its organization, which decides what permission is needed. */
async function readManifest(
  request: ChoreoctlRequest,
): Promise<ParsedManifest> {
  const parsed = parseManifest(request);
  const { organization } = parsed;
  await waitForCache(request.services.openChoreo.cache, { organization });
  return parsed;
}

function parseManifest({ body }: ChoreoctlRequest): ParsedManifest {
  const parsed = parseInput(manifestSchema, body, 'manifest');
  const { apiVersion, kind } = parsed;
  if (!groups.some(group => apiVersion.startsWith(group))) {
    throw new InputError(
      `apiVersion: ${apiVersion} is not of openchoreo.dev. Apply it with kubectl`,
    );
  }
  const { namespace, ...metadata } = parsed.metadata;
  return {
    organization:
      kind === 'Organization'
        ? metadata.name
        : namespace || defaultOrganization,
    manifest: { ...parsed, metadata },
  };
}

/** What a response says of a manifest. */
function answerOf<Operation extends string>(
  { manifest, organization }: ParsedManifest,
  operation: Operation,
) {
  const { apiVersion, kind, metadata } = manifest;
  return {
    apiVersion,
    kind,
    name: metadata.name,
    ...(kind !== 'Organization' && { namespace: organization }),
    operation,
  };
}

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

/** Applies a manifest with the permissions of the component that it is of, or else with that on the organization. */
export async function applyTo(
  request: ChoreoctlRequest,
  organization: string,
  manifest: Manifest,
): Promise<OperationOutput<typeof verbs.applyManifest>> {
  const { kind, metadata } = manifest;
  const input = { organization, manifest };
  const owner = ownerOf(manifest);
  if (owner && kind === 'Component') {
    const ref = { ...owner, component: metadata.name };
    return isComponent(request, organization, ref)
      ? applyToComponent(request, { ...input, ...ref })
      : applyToProject(request, { ...input, project: owner.project });
  }
  if (owner?.component && kindsOfComponent.includes(kind)) {
    const ref = { project: owner.project, component: owner.component };
    return applyToComponent(request, { ...input, ...ref });
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
  { component }: { component: string },
): boolean {
  const { catalogUnits } = services.openChoreo;
  const key = { type: 'component', organization, name: component } as const;
  return catalogUnits.get(key) !== undefined;
}

interface Application {
  organization: string;
  project: string;
  manifest: Manifest;
}

/** Creates a component, which needs what the verb for it needs. The API server rejects a change of its owner. */
function applyToProject(request: ChoreoctlRequest, input: Application) {
  const { authorization, openChoreo } = request.services;
  const operation = {
    ...verbs.applyManifest,
    resource: 'project',
    permission: componentCreatePermission,
  } as const;
  const { organization, manifest } = input;
  return authorization.run(operation, input, request.caller, verbRequest =>
    openChoreo.verbs.execute(
      verbs.applyManifest,
      { organization, manifest },
      verbRequest,
    ),
  );
}

/** Changes a component, which is deployed to the first environment: this needs what the verb for it needs. */
function applyToComponent(
  request: ChoreoctlRequest,
  input: Application & { component: string },
) {
  const { authorization, openChoreo } = request.services;
  const { organization, project, manifest } = input;
  const environment = firstEnvironment(request, organization, project);
  const operation = {
    ...verbs.applyManifest,
    resource: 'component',
    permission: componentUpdatePermission,
    environment: {
      permission: environmentDeployPermission,
      field: 'environment',
      names: 'environment',
    },
    input: verbs.applyManifest.input.extend({ environment: z.string() }),
  } as const;
  return authorization.run(
    operation,
    { ...input, environment },
    request.caller,
    verbRequest =>
      openChoreo.verbs.execute(
        verbs.applyManifest,
        { organization, manifest },
        verbRequest,
      ),
  );
}

function firstEnvironment(
  { services }: ChoreoctlRequest,
  organization: string,
  project: string,
): string {
  const first = services.openChoreo.restApi
    .organization(organization)
    ?.firstEnvironmentOf(project);
  if (first) return first;
  throw new InputError(
    `The project ${project} of ${organization} does not exist, or has no deployment pipeline with an environment. Create it first`,
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

/** Deletes what the manifest of a request names. */
export async function deleteManifest(request: ChoreoctlRequest) {
  const parsed = await readManifest(request);
  const { organization, manifest } = parsed;
  const { kind, metadata } = manifest;
  const { restApi } = request.services.openChoreo;
  const source = restApi.organization(organization);
  if (kind === 'Component') {
    const project = source
      ?.projects()
      .find(({ name }) =>
        source.components(name).some(each => each.name === metadata.name),
      );
    if (!project) return answerOf(parsed, 'not_found');
    const ref = { organization, project: project.name };
    const component = metadata.name;
    await runVerb(request, verbs.deleteComponent, { ...ref, component });
    return answerOf(parsed, 'deleted');
  }
  if (kind === 'Project') {
    const exists = source
      ?.projects()
      .some(({ name }) => name === metadata.name);
    if (!exists) return answerOf(parsed, 'not_found');
    const ref = { organization, project: metadata.name };
    await runVerb(request, verbs.deleteProject, ref);
    return answerOf(parsed, 'deleted');
  }
  const input = { organization, manifest };
  const { operation } = await runVerb(request, verbs.deleteManifest, input);
  return answerOf(parsed, operation);
}
