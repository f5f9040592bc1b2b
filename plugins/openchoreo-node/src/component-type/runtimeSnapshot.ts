import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import { runtimeObjects } from '../adapter-base/runtimeObjects';
import type { ResourceReader } from '../cache/ResourceReader';
import type { RuntimeSnapshot } from '../domain/RuntimeSnapshot';
import { bindingsOf } from './bindings';
import { dataPlaneLabels } from './dataPlaneLabels';
import { renderedReleasesOf } from './deploymentSnapshot';
import { environmentsOf } from './environments';

/** What a component consists of in an environment. Undefined when there is no such environment. */
export function runtimeSnapshot(
  reader: ResourceReader,
  ref: ComponentRef,
  environment: string,
): RuntimeSnapshot | undefined {
  const details = environmentsOf(reader, ref.organization).get(environment);
  if (!details) return undefined;
  const binding = bindingsOf(reader, ref).find(
    ({ spec }) => spec.environment === environment,
  );
  const rendered = binding ? renderedReleasesOf(reader, binding) : [];
  return {
    environment,
    dataPlane: details.dataPlane,
    release: rendered[0]?.metadata.name,
    objects: rendered.flatMap(each =>
      runtimeObjects(each, dataPlaneLabels.component),
    ),
    cluster: rendered.length
      ? `The data plane ${details.dataPlane?.name} is reached by the agent of OpenChoreo only. The state of the objects is the one that OpenChoreo has last observed.`
      : undefined,
  };
}
