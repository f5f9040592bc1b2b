import {
  Deployment,
  labels,
  managers,
  openChoreoApiVersion,
  parentLabels,
  trackField,
  trackOf,
} from '@promenade/openchoreo-model';
import { Binding } from '../../core/binding/binding';
import { classTypes } from '../../core/component-type/binding-types';
import {
  controllerOf,
  controllerReference,
} from '../../runtime/owner-reference';
import { Read } from '../../runtime/read';
import { NewObject } from '../../runtime/write';

/**
 * Builds the Deployment of a binding: what it runs, without the history.
 *
 * @param reason - why the release was deployed
 */
export function buildDeployment(
  binding: Binding,
  artifact: string,
  reason: string | undefined,
  existing: Deployment | undefined,
  read: Read,
): NewObject<Deployment> {
  const { metadata, spec } = binding;
  const { namespace = '', name } = metadata;
  const { owner, environment, apis = {} } = spec;
  const track = trackOf(binding);
  const workloadRef = findWorkloadName(binding, read);
  const apiRefs = Object.keys(apis).sort();
  const limit = existing?.spec.revisionHistoryLimit;
  return {
    apiVersion: openChoreoApiVersion,
    kind: 'Deployment',
    metadata: {
      ...existing?.metadata,
      name,
      namespace,
      labels: {
        ...existing?.metadata.labels,
        ...parentLabels(namespace, {
          project: owner.projectName,
          component: owner.componentName,
          environment,
          track,
        }),
        [labels.managedBy]: managers.controlPlane,
      },
      ownerReferences: [controllerReference(binding)],
    },
    spec: {
      deploymentArtifactRef: artifact,
      owner,
      environment,
      ...trackField(track),
      bindingRef: name,
      ...(workloadRef && { workloadRef }),
      ...(apiRefs.length > 0 && { apiRefs }),
      ...(reason && { reason }),
      ...(limit !== undefined && { revisionHistoryLimit: limit }),
    },
  };
}

/** The Workload that a binding in the first environment follows. Others have a copy of what was promoted. */
function findWorkloadName(binding: Binding, read: Read): string | undefined {
  const controller = controllerOf(binding);
  const type = classTypes.find(
    ({ resourceKind }) => resourceKind.kind === controller?.kind,
  );
  const resource =
    type &&
    controller &&
    read.get(type.resourceKind, {
      namespace: binding.metadata.namespace,
      name: controller.name,
    });
  return resource && trackOf(resource) === trackOf(binding)
    ? resource.spec.workloadName
    : undefined;
}
