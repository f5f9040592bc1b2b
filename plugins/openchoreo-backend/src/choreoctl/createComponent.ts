import { InputError } from '@backstage/errors';
import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { parseInput } from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import { applyTo, applyToProject, rejectTakenComponent } from './applyManifest';
import type { ChoreoctlRequest } from './ChoreoctlRoute';
import { describingAnnotations, described, neededText, text } from './inputs';
import { openChoreoVersion } from './Manifest';
import { readBack, runVerb } from './runVerb';
import {
  componentRefOf,
  findComponent,
  namesOf,
  sourceOf,
} from './visibleResources';

const componentBody = z.object({
  ...described,
  type: neededText,
  buildConfig: z
    .object({
      repoUrl: text,
      repoBranch: text,
      componentPath: text,
      buildTemplateRef: text,
      buildTemplateParams: z
        .array(z.object({ name: z.string(), value: z.string() }))
        .nullish(),
    })
    .nullish(),
});

type ComponentBody = z.output<typeof componentBody>;

export async function createComponent(request: ChoreoctlRequest) {
  const body = parseInput(componentBody, request.body, 'body');
  const { project } = namesOf(request);
  const find = () =>
    sourceOf(request)
      ?.components(project)
      .find(({ name }) => name === body.name);
  const { repoUrl } = body.buildConfig ?? {};
  if (repoUrl) await createBuilt(request, body, repoUrl);
  else await createEmpty(request, body);
  return readBack(request, find);
}

/** Creates a component with a build source. */
async function createBuilt(
  request: ChoreoctlRequest,
  { name, displayName, description, type, buildConfig }: ComponentBody,
  repository: string,
): Promise<void> {
  const { organization, project } = namesOf(request);
  const { type: typeSchema } = verbs.createComponent.input.shape;
  const template = buildConfig?.buildTemplateRef;
  if (!template) {
    throw new InputError('buildConfig.buildTemplateRef: is missing');
  }
  await runVerb(
    request,
    verbs.createComponent,
    {
      organization,
      project,
      name,
      displayName,
      description,
      type: parseInput(typeSchema, type, 'type'),
      build: {
        repository,
        branch: buildConfig.repoBranch,
        path: buildConfig.componentPath,
        template,
        parameters: buildConfig.buildTemplateParams ?? undefined,
      },
    },
    { check: () => rejectTakenComponent(request, organization, name) },
  );
}

/** Creates a component that gets its Workload later. */
async function createEmpty(
  request: ChoreoctlRequest,
  { name, displayName = name, description, type }: ComponentBody,
): Promise<void> {
  const { organization, project } = namesOf(request);
  const manifest = {
    apiVersion: openChoreoVersion,
    kind: 'Component',
    metadata: {
      name,
      annotations: describingAnnotations({ displayName, description }),
    },
    spec: { owner: { projectName: project }, type },
  };
  await applyToProject(request, { organization, project, manifest });
}

/** The kinds that deploy a component, with the suffix of the names that OpenChoreo v0.3.2 gives them. */
const deployingKinds: Readonly<Record<string, string>> = {
  Service: 'service',
  WebApplication: 'webapp',
  ScheduledTask: 'task',
};

const workloadBody = z.looseObject({});

/** Writes the Workload of a component, and what deploys it if there is nothing yet. */
export async function createWorkload(request: ChoreoctlRequest) {
  const ref = componentRefOf(request);
  const spec = parseInput(workloadBody, request.body, 'body');
  const { organization } = namesOf(request);
  const owner = { projectName: ref.project, componentName: ref.component };
  const apply = (kind: string, name: string, itsSpec: object) => {
    const manifest = {
      apiVersion: openChoreoVersion,
      kind,
      metadata: { name },
      spec: { ...itsSpec, owner },
    };
    const check = () => findComponent(request);
    return applyTo(request, organization, manifest, check);
  };
  const { workload, deployedBy } = sourceOf(request)?.namesOf(ref) ?? {};
  const workloadName = workload ?? `${ref.component}-workload`;
  await apply('Workload', workloadName, spec);
  const { component } = findComponent(request);
  const suffix = deployingKinds[component.type];
  if (suffix && !deployedBy) {
    await apply(component.type, `${ref.component}-${suffix}`, {
      workloadName,
      className: 'default',
    });
  }
  return { ...spec, owner };
}
