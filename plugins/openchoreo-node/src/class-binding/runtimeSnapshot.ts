import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import {
  credentialSecretKey,
  dataPlaneKind,
  dataPlaneLabels,
  isLocalCluster,
  isSecretGranted,
  planeAccess,
  releaseKind,
  type DataPlane,
  type Release,
  type ReleaseResource,
  type ReleaseTarget,
} from '@promenade/openchoreo-model';
import { z } from 'zod';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import type {
  RuntimeCluster,
  RuntimeObject,
  RuntimeSnapshot,
} from '../domain/RuntimeSnapshot';
import { observedObject } from './deploymentStatus';
import { environmentsOf } from './environmentDetails';

const manifestSchema = z.object({
  apiVersion: z.string().catch(''),
  kind: z.string().catch(''),
  metadata: z
    .object({
      name: z.string().catch(''),
      namespace: z.string().optional().catch(undefined),
    })
    .catch({ name: '' }),
});

const labelsSchema = z.record(z.string(), z.string());
const templateSchema = z.object({
  metadata: z.object({ labels: labelsSchema }),
});

/** The places of the labels of pods: of a Deployment or StatefulSet, of a Job, and of a CronJob. */
const workloadSchemas = [
  z
    .object({ selector: z.object({ matchLabels: labelsSchema }) })
    .transform(({ selector }) => selector.matchLabels),
  z
    .object({ template: templateSchema })
    .transform(({ template }) => template.metadata.labels),
  z
    .object({
      jobTemplate: z.object({ spec: z.object({ template: templateSchema }) }),
    })
    .transform(({ jobTemplate }) => jobTemplate.spec.template.metadata.labels),
];

/** What a component consists of in an environment. Undefined when there is no such environment. */
export function runtimeSnapshot(
  reader: ResourceReader,
  { organization, project, component }: ComponentRef,
  environment: string,
): RuntimeSnapshot | undefined {
  const details = environmentsOf(reader, organization).get(environment);
  if (!details) return undefined;
  const releases = reader
    .byIndex(
      releaseKind,
      'component',
      indexValue(organization, project, component),
    )
    .filter(({ spec }) => spec.environmentName === environment);
  const target = releases.find(({ status }) => status?.target)?.status?.target;
  return {
    environment,
    dataPlane: details.dataPlane && {
      name: details.dataPlane.name,
      simulated: details.dataPlane.simulated,
    },
    release: releases[0]?.metadata.name,
    objects: releases.flatMap(objectsOf),
    cluster: target && clusterOf(reader, target),
  };
}

function objectsOf({ spec, status }: Release): RuntimeObject[] {
  const observed = new Map(
    (status?.resources ?? []).map(resource => [resource.id, resource]),
  );
  return (spec.resources ?? []).map(resource => {
    const { apiVersion, kind, metadata } = manifestSchema.parse(
      resource.object,
    );
    const found = observed.get(resource.id);
    return {
      ...observedObject(
        found ?? {
          kind,
          name: metadata.name,
          namespace: metadata.namespace,
        },
      ),
      apiVersion,
      manifest: resource.object,
      status: found?.status,
      observedAt: found?.lastObservedTime,
      failure: found?.trouble && {
        reason: found.trouble.reason,
        message: found.trouble.message,
        image: found.trouble.image,
        pods: { affected: found.trouble.pods, total: found.trouble.of },
      },
      podLabels: podLabelsOf(resource),
    };
  });
}

/** The labels of the pods of a workload. Undefined if they do not name the component: they could select pods of other components. */
function podLabelsOf({ object }: ReleaseResource): RuntimeObject['podLabels'] {
  for (const schema of workloadSchemas) {
    const labels = schema.safeParse(object.spec).data;
    if (labels && dataPlaneLabels.componentName in labels) return labels;
  }
  return undefined;
}

function clusterOf(
  reader: ResourceReader,
  { dataPlane: key, apiServerURL }: ReleaseTarget,
): RuntimeCluster | string {
  const dataPlane = reader.get(dataPlaneKind, key);
  const name = `${key.namespace}/${key.name}`;
  if (!dataPlane) return `The data plane ${name} does not exist.`;
  const { credentials } = dataPlane.spec.kubernetesCluster ?? {};
  if ((credentials?.apiServerURL ?? '') !== apiServerURL) {
    // The present credentials must not be sent to an address from a status.
    return `The data plane ${name} has another API server than the objects are on. They are being moved.`;
  }
  return isLocalCluster(dataPlane)
    ? { type: 'local' }
    : remoteCluster(dataPlane, name);
}

function remoteCluster(dataPlane: DataPlane, name: string): RuntimeCluster {
  const secretKey = credentialSecretKey(dataPlane, 'read');
  return {
    type: 'remote',
    name,
    secret: secretKey,
    access(secret) {
      if (secretKey && !(secret && isSecretGranted(dataPlane, secret))) {
        const { namespace, name: secretName } = secretKey;
        throw new Error(
          `The Secret ${namespace}/${secretName} of the data plane ${name} does not exist, or its annotation openchoreo.dev/allowed-data-planes does not name the data plane.`,
        );
      }
      return planeAccess(dataPlane, secret, 'read');
    },
  };
}
