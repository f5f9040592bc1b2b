import { InputError } from '@backstage/errors';
import {
  isErrorNamed,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import { parseInput } from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import type { ChoreoctlRequest, ChoreoctlRoute } from './ChoreoctlRoute';
import { bindingData } from './componentData';
import { ChoreoctlError, listData } from './envelope';
import { described, neededText, text } from './inputs';
import { applyManifest, applyTo, deleteManifest } from './manifests';
import { readBack, rejectTaken, runVerb } from './runVerb';
import { componentRefOf, findComponent, namesOf } from './visibleResources';

const organization = '/api/v1/orgs/:orgName';
const project = `${organization}/projects/:projectName`;
const component = `${project}/components/:componentName`;

const apiVersion = 'openchoreo.dev/v1alpha1';

const bodies = {
  project: z.object({ ...described, deploymentPipeline: text }),
  environment: z.object({
    ...described,
    dataPlaneRef: text,
    isProduction: z.boolean().optional(),
    dnsPrefix: text,
  }),
  dataPlane: z.object({
    ...described,
    registryPrefix: neededText,
    registrySecretRef: text,
    kubernetesClusterName: neededText,
    apiServerURL: z.string(),
    caCert: text,
    clientCert: text,
    clientKey: text,
    publicVirtualHost: neededText,
    organizationVirtualHost: neededText,
    observerURL: text,
    observerUsername: text,
    observerPassword: text,
  }),
  component: z.object({
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
  }),
  state: z.object({ releaseState: z.enum(['Active', 'Suspend', 'Undeploy']) }),
  promotion: z.object({ sourceEnv: neededText, targetEnv: neededText }),
  workload: z.looseObject({}),
  commit: z.object({ commit: text }),
};

const sourceOf = (request: ChoreoctlRequest) =>
  request.services.openChoreo.restApi.organization(
    namesOf(request).organization,
  );

/** The annotations of an object that has no verb of its own. */
const describe = ({
  displayName,
  description,
}: {
  displayName?: string;
  description?: string;
}) => ({
  ...(displayName && { 'openchoreo.dev/display-name': displayName }),
  ...(description && { 'openchoreo.dev/description': description }),
});

async function createProject(request: ChoreoctlRequest) {
  const body = parseInput(bodies.project, request.body, 'body');
  const { organization: namespace } = namesOf(request);
  const find = () =>
    sourceOf(request)
      ?.projects()
      .find(({ name }) => name === body.name);
  rejectTaken('PROJECT', find());
  await runVerb(request, verbs.createProject, {
    organization: namespace,
    ...body,
  });
  return readBack(request, find);
}

async function createEnvironment(request: ChoreoctlRequest) {
  const { dataPlaneRef, ...body } = parseInput(
    bodies.environment,
    request.body,
    'body',
  );
  const { organization: namespace } = namesOf(request);
  const find = () => {
    const source = sourceOf(request);
    return source
      ?.environments()
      .find(
        each =>
          each.name === body.name &&
          each.namespace === source.organization.namespace,
      );
  };
  rejectTaken('ENVIRONMENT', find());
  await runVerb(request, verbs.applyEnvironment, {
    organization: namespace,
    ...body,
    description: body.description ?? `Environment for ${body.name}`,
    dataPlane: dataPlaneRef,
  });
  return readBack(request, find);
}

async function createDataPlane(request: ChoreoctlRequest) {
  const body = parseInput(bodies.dataPlane, request.body, 'body');
  const { organization: namespace } = namesOf(request);
  const find = () => {
    const source = sourceOf(request);
    return source
      ?.dataPlanes()
      .find(
        each =>
          each.name === body.name &&
          each.namespace === source.organization.namespace,
      );
  };
  rejectTaken('DATAPLANE', find());
  const { observerURL: url, observerUsername, observerPassword } = body;
  await runVerb(request, verbs.applyManifest, {
    organization: namespace,
    manifest: {
      apiVersion,
      kind: 'DataPlane',
      metadata: {
        name: body.name,
        annotations: describe({
          displayName: body.displayName ?? body.name,
          description: body.description ?? `DataPlane for ${body.name}`,
        }),
      },
      spec: {
        registry: {
          prefix: body.registryPrefix,
          ...(body.registrySecretRef && { secretRef: body.registrySecretRef }),
        },
        kubernetesCluster: {
          name: body.kubernetesClusterName,
          credentials: {
            apiServerURL: body.apiServerURL,
            ...(body.caCert && { caCert: body.caCert }),
            ...(body.clientCert && { clientCert: body.clientCert }),
            ...(body.clientKey && { clientKey: body.clientKey }),
          },
        },
        gateway: {
          publicVirtualHost: body.publicVirtualHost,
          organizationVirtualHost: body.organizationVirtualHost,
        },
        ...(url && {
          observer: {
            url,
            authentication: {
              basicAuth: {
                username: observerUsername ?? '',
                password: observerPassword ?? '',
              },
            },
          },
        }),
      },
    },
  });
  return readBack(request, find);
}

async function createComponent(request: ChoreoctlRequest) {
  const body = parseInput(bodies.component, request.body, 'body');
  const { organization: namespace, project: projectName } = namesOf(request);
  const find = () =>
    sourceOf(request)
      ?.components(projectName)
      .find(({ name }) => name === body.name);
  rejectTaken('COMPONENT', find());
  const { name, displayName, description, type, buildConfig } = body;
  if (buildConfig?.repoUrl) {
    const { type: typeSchema } = verbs.createComponent.input.shape;
    const { repoBranch: branch, componentPath: path } = buildConfig;
    if (!buildConfig.buildTemplateRef) {
      throw new InputError('buildConfig.buildTemplateRef: is missing');
    }
    await runVerb(request, verbs.createComponent, {
      organization: namespace,
      project: projectName,
      name,
      displayName,
      description,
      type: parseInput(typeSchema, type, 'type'),
      build: {
        repository: buildConfig.repoUrl,
        branch,
        path,
        template: buildConfig.buildTemplateRef,
        parameters: buildConfig.buildTemplateParams ?? undefined,
      },
    });
  } else {
    await applyTo(request, namespace, {
      apiVersion,
      kind: 'Component',
      metadata: {
        name,
        annotations: describe({
          displayName: displayName ?? name,
          description,
        }),
      },
      spec: { owner: { projectName }, type },
    });
  }
  return readBack(request, find);
}

/** The kinds that deploy a component, with the suffix of the names that OpenChoreo v0.3.2 gives them. */
const deployingKinds: Readonly<Record<string, string>> = {
  Service: 'service',
  WebApplication: 'webapp',
  ScheduledTask: 'task',
};

/** Writes the Workload of a component, and what deploys it if there is nothing yet. */
async function createWorkload(request: ChoreoctlRequest) {
  const ref = componentRefOf(request);
  const spec = parseInput(bodies.workload, request.body, 'body');
  const { source, component: found } = findComponent(request);
  const { organization: namespace } = ref;
  const owner = { projectName: ref.project, componentName: ref.component };
  const names = source.namesOf(ref);
  const apply = (kind: string, name: string, itsSpec: object) =>
    applyTo(request, namespace, {
      apiVersion,
      kind,
      metadata: { name },
      spec: { ...itsSpec, owner },
    });
  const workloadName = names.workload ?? `${ref.component}-workload`;
  await apply('Workload', workloadName, spec);
  const suffix = deployingKinds[found.type];
  if (suffix && !names.deployedBy) {
    await apply(found.type, `${ref.component}-${suffix}`, {
      workloadName,
      className: 'default',
    });
  }
  return { ...spec, owner };
}

async function setState(request: ChoreoctlRequest) {
  const { releaseState } = parseInput(bodies.state, request.body, 'body');
  const ref = componentRefOf(request);
  const { source } = findComponent(request);
  const { bindingName } = request.params;
  const binding = source.bindings(ref).find(({ name }) => name === bindingName);
  if (!binding) {
    throw new ChoreoctlError(
      404,
      'BINDING_NOT_FOUND',
      `There is no binding ${bindingName} of the component ${ref.component}`,
    );
  }
  const { environment, resourceVersion } = binding;
  await runVerb(request, verbs.setState, {
    ...ref,
    environment,
    state: releaseState,
    resourceVersion,
  });
  return bindingData({ ...binding, releaseState });
}

async function promote(request: ChoreoctlRequest) {
  const body = parseInput(bodies.promotion, request.body, 'body');
  const ref = componentRefOf(request);
  const { source } = findComponent(request);
  const { sourceEnv: from, targetEnv: to } = body;
  if (!source.bindings(ref).some(({ environment }) => environment === from)) {
    throw new ChoreoctlError(
      404,
      'BINDING_NOT_FOUND',
      `The component ${ref.component} is not deployed to ${from}`,
    );
  }
  try {
    await runVerb(request, verbs.promoteComponent, { ...ref, from, to });
  } catch (error) {
    if (isErrorNamed(error, 'InputError')) {
      throw new ChoreoctlError(400, 'INVALID_PROMOTION_PATH', error.message);
    }
    throw error;
  }
  return listData(source.bindings(ref).map(bindingData));
}

async function build(request: ChoreoctlRequest) {
  const { commit } = parseInput(bodies.commit, request.query, 'query');
  const ref = componentRefOf(request);
  const { source } = findComponent(request);
  const started = await runVerb(request, verbs.buildComponent, {
    ...ref,
    commit,
  });
  const found = await readBack(request, () =>
    source.builds(ref).find(({ name }) => name === started.build),
  );
  return { ...found, status: 'Created' };
}

/** The routes that change something, by verbs. */
export const writeRoutes: readonly ChoreoctlRoute[] = [
  {
    method: 'post',
    path: '/api/v1/apply',
    about: 'RESOURCE',
    answer: applyManifest,
  },
  {
    method: 'delete',
    path: '/api/v1/delete',
    about: 'RESOURCE',
    answer: deleteManifest,
  },
  {
    method: 'post',
    path: `${organization}/projects`,
    status: 201,
    about: 'ORGANIZATION',
    answer: createProject,
  },
  {
    method: 'post',
    path: `${organization}/environments`,
    status: 201,
    about: 'ORGANIZATION',
    answer: createEnvironment,
  },
  {
    method: 'post',
    path: `${organization}/dataplanes`,
    status: 201,
    about: 'ORGANIZATION',
    answer: createDataPlane,
  },
  {
    method: 'post',
    path: `${project}/components`,
    status: 201,
    about: 'PROJECT',
    answer: createComponent,
  },
  {
    method: 'patch',
    path: `${component}/bindings/:bindingName`,
    about: 'BINDING',
    answer: setState,
  },
  {
    method: 'post',
    path: `${component}/promote`,
    about: 'COMPONENT',
    answer: promote,
  },
  {
    method: 'post',
    path: `${component}/builds`,
    status: 201,
    about: 'COMPONENT',
    answer: build,
  },
  {
    method: 'post',
    path: `${component}/workloads`,
    status: 201,
    about: 'COMPONENT',
    answer: createWorkload,
  },
];
