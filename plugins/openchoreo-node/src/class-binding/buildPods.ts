import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import {
  buildNamespace,
  buildPlaneKind,
  dataPlaneLabels,
  type Build,
} from '@promenade/openchoreo-model';
import type { ResourceReader } from '../cache/ResourceReader';
import type { BuildPods } from '../domain/BuildPods';
import { sharedOrganization } from '../domain/sharedOrganization';
import { findBuild } from './buildSnapshot';
import { planeCluster } from './planeCluster';

/** Where the pods of a Build are. Undefined when the component has no Build of that name. */
export function buildPods(
  reader: ResourceReader,
  ref: ComponentRef,
  name: string,
): BuildPods | undefined {
  const build = findBuild(reader, ref, name);
  return (
    build && {
      buildPlane: build.status?.buildPlane?.name,
      // Not the one of the status: an organization reads the pods of its own namespace only.
      namespace: buildNamespace(ref.organization),
      labels: { [dataPlaneLabels.uuid]: build.metadata.uid ?? '' },
      cluster: clusterOf(reader, ref, build),
    }
  );
}

function clusterOf(
  reader: ResourceReader,
  { organization }: ComponentRef,
  { status }: Build,
): BuildPods['cluster'] {
  const key = status?.buildPlane;
  if (!key) return 'The build has not started.';
  const isOwn = [organization, sharedOrganization].includes(key.namespace);
  const buildPlane = isOwn ? reader.get(buildPlaneKind, key) : undefined;
  return buildPlane
    ? planeCluster(buildPlane, 'build plane')
    : `The build plane ${key.namespace}/${key.name} does not exist.`;
}
