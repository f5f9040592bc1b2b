import { labels, managers, type Release } from '@promenade/openchoreo-model';
import { labelValue } from './label-value';

type ReleaseIdentity = Pick<Release, 'metadata'>;

/** Labels by which an object on the data plane is known as one of a Release. */
export function trackingLabels(
  { metadata }: ReleaseIdentity,
  id: string,
): Record<string, string> {
  return {
    [labels.managedBy]: managers.release,
    [labels.releaseResourceId]: labelValue(id),
    [labels.releaseUid]: metadata.uid ?? '',
    [labels.releaseName]: labelValue(metadata.name),
    [labels.releaseNamespace]: labelValue(metadata.namespace ?? ''),
  };
}

/** Labels of a namespace that a Release makes on its data plane. Others share it, so that nothing ever changes them. */
export function namespaceLabels({
  metadata,
  spec,
}: Release): Record<string, string> {
  return {
    [labels.createdBy]: managers.release,
    [labels.releaseName]: labelValue(metadata.name),
    [labels.releaseNamespace]: labelValue(metadata.namespace ?? ''),
    [labels.releaseUid]: metadata.uid ?? '',
    [labels.environment]: labelValue(spec.environmentName),
    [labels.project]: labelValue(spec.owner.projectName),
  };
}
