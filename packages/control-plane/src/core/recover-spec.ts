import { KubeObject } from '@promenade/kube-client';
import { labels } from '@promenade/openchoreo-model';

/** Stands for a name that a malformed object does not have. No object has this name. */
const unknownName = '-';

/**
 * Returns a valid spec for the cleanup of a malformed object that is being deleted: the owners are those of its labels. There is one
 * for each kind with a finalizer.
 */
export function recoverSpec({
  kind,
  metadata,
}: KubeObject): object | undefined {
  const label = (key: string) => metadata.labels?.[key] || unknownName;
  const projectName = label(labels.project);
  switch (kind) {
    case 'Organization':
    case 'Environment':
    case 'BuildPlane':
      return {};
    case 'Project':
      return { deploymentPipelineRef: unknownName };
    case 'Component':
      return { owner: { projectName }, type: 'Service' };
    case 'DataPlane':
      return {
        registry: { prefix: '' },
        gateway: { publicVirtualHost: '', organizationVirtualHost: '' },
      };
    case 'Release':
      return {
        owner: { projectName, componentName: label(labels.component) },
        environmentName: label(labels.environment),
      };
    case 'Build':
      return {
        owner: { projectName, componentName: label(labels.component) },
        repository: { url: '', revision: {}, appPath: '' },
        templateRef: { name: '' },
      };
    default:
      return undefined;
  }
}
