import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { parseInput } from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import type { ChoreoctlRequest } from './ChoreoctlRoute';
import { describingAnnotations, described, neededText, text } from './inputs';
import { openChoreoVersion } from './Manifest';
import { readBack, rejectTaken, runVerb } from './runVerb';
import { namesOf, sourceOf } from './visibleResources';

const projectBody = z.object({ ...described, deploymentPipeline: text });

export async function createProject(request: ChoreoctlRequest) {
  const body = parseInput(projectBody, request.body, 'body');
  const { organization } = namesOf(request);
  const find = () =>
    sourceOf(request)
      ?.projects()
      .find(({ name }) => name === body.name);
  await runVerb(
    request,
    verbs.createProject,
    { organization, ...body },
    { check: () => rejectTaken('PROJECT', find()) },
  );
  return readBack(request, find);
}

const environmentBody = z.object({
  ...described,
  dataPlaneRef: text,
  isProduction: z.boolean().optional(),
  dnsPrefix: text,
});

export async function createEnvironment(request: ChoreoctlRequest) {
  const parsed = parseInput(environmentBody, request.body, 'body');
  const { dataPlaneRef, ...body } = parsed;
  const { organization } = namesOf(request);
  const find = () => findOwn(request, 'environments', body.name);
  await runVerb(
    request,
    verbs.applyEnvironment,
    {
      organization,
      ...body,
      description: body.description ?? `Environment for ${body.name}`,
      dataPlane: dataPlaneRef,
    },
    { check: () => rejectTaken('ENVIRONMENT', find()) },
  );
  return readBack(request, find);
}

const dataPlaneBody = z.object({
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
});

export async function createDataPlane(request: ChoreoctlRequest) {
  const body = parseInput(dataPlaneBody, request.body, 'body');
  const { organization } = namesOf(request);
  const find = () => findOwn(request, 'dataPlanes', body.name);
  await runVerb(
    request,
    verbs.applyManifest,
    { organization, manifest: dataPlaneManifest(body) },
    { check: () => rejectTaken('DATAPLANE', find()) },
  );
  return readBack(request, find);
}

function dataPlaneManifest(body: z.output<typeof dataPlaneBody>) {
  const { name, registrySecretRef, caCert, clientCert, clientKey } = body;
  const { observerURL: url, observerUsername, observerPassword } = body;
  return {
    apiVersion: openChoreoVersion,
    kind: 'DataPlane',
    metadata: {
      name,
      annotations: describingAnnotations({
        displayName: body.displayName ?? name,
        description: body.description ?? `DataPlane for ${name}`,
      }),
    },
    spec: {
      registry: {
        prefix: body.registryPrefix,
        ...(registrySecretRef && { secretRef: registrySecretRef }),
      },
      kubernetesCluster: {
        name: body.kubernetesClusterName,
        credentials: {
          apiServerURL: body.apiServerURL,
          ...(caCert && { caCert }),
          ...(clientCert && { clientCert }),
          ...(clientKey && { clientKey }),
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
  };
}

/** An object in the namespace of the organization, and not one of those that it shares with others. */
function findOwn<Kind extends 'environments' | 'dataPlanes'>(
  request: ChoreoctlRequest,
  kind: Kind,
  name: string,
) {
  const source = sourceOf(request);
  return source?.[kind]().find(
    each =>
      each.name === name && each.namespace === source.organization.namespace,
  );
}
