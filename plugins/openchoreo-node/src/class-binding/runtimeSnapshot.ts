import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import {
  annotations,
  dataPlaneKind,
  dataPlaneLabels,
  releaseKind,
  type ReleaseTarget,
} from '@promenade/openchoreo-model';
import { runtimeObjects } from '../adapter-base/runtimeObjects';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import type { SharedResourceRef } from '../domain/CatalogUnit';
import type {
  DataPlaneSnapshot,
  RuntimeCluster,
  RuntimeSnapshot,
} from '../domain/RuntimeSnapshot';
import { environmentsOf } from './environmentDetails';
import { planeCluster } from './planeCluster';

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
      namespace: details.dataPlane.organization,
      name: details.dataPlane.name,
      simulated: details.dataPlane.simulated,
    },
    release: releases[0]?.metadata.name,
    objects: releases.flatMap(release =>
      runtimeObjects(release, dataPlaneLabels.componentName),
    ),
    cluster: target && clusterOf(reader, target),
  };
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
  return planeCluster(dataPlane, 'data plane');
}

/** A data plane and its cluster. Undefined when it does not exist. */
export function dataPlaneSnapshot(
  reader: ResourceReader,
  { organization: namespace, name }: SharedResourceRef,
): DataPlaneSnapshot | undefined {
  const dataPlane = reader.get(dataPlaneKind, { namespace, name });
  return (
    dataPlane && {
      isSimulated:
        dataPlane.metadata.annotations?.[annotations.simulated] === 'true',
      cluster: planeCluster(dataPlane, 'data plane'),
    }
  );
}
