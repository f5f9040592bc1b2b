import {
  labelValue,
  labels,
  managers,
  type Release,
} from '@promenade/openchoreo-model';

/** Field manager of everything that a Release applies. */
export const releaseFieldManager = 'release-controller';

/** Selects the objects of all Releases on a data plane. */
export const managedSelector = `${labels.managedBy}=${managers.release}`;

/** Returns the labels that mark an object on the data plane as part of a Release. */
export function trackingLabels(
  { metadata }: Pick<Release, 'metadata'>,
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

/** Returns the labels of a namespace that a Release creates. Several Releases share it, so it is never updated. */
export function cellNamespaceLabels({
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
