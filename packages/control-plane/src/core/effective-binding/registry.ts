import {
  isImageReference,
  type DataPlane,
  type WorkloadTemplate,
} from '@promenade/openchoreo-model';
import { sortedEntries } from '../../runtime/sort';
import { invalid, type Problem } from '../problem';

/** Name of the pull Secret that a cell has if its data plane has a registry with credentials. */
export const registrySecretName = 'cell-registry';

/** Resolves a workload with the registry of its data plane: prefix of bare images, and pull Secret. */
export function resolveRegistry(
  workload: WorkloadTemplate,
  dataPlane: Pick<DataPlane, 'metadata' | 'spec'> | undefined,
): { workload: WorkloadTemplate; problems: Problem[] } {
  const { prefix = '', bareImages, secretRef } = dataPlane?.spec.registry ?? {};
  const problems: Problem[] = [];
  const resolveImage = (image: string): string => {
    if (bareImages !== 'Prefixed' || !prefix || !isBare(image)) return image;
    const prefixed = `${prefix.replace(/\/$/, '')}/${image}`;
    if (isImageReference(prefixed)) return prefixed;
    problems.push(
      invalid(
        `DataPlane ${dataPlane?.metadata.name} spec.registry.prefix`,
        `"${prefixed}" is no image reference; use a host and path such as registry.example.com/team`,
      ),
    );
    return image;
  };
  const { containers, imagePullSecrets = [] } = workload;
  return {
    workload: {
      ...workload,
      ...(containers && {
        containers: Object.fromEntries(
          sortedEntries(containers).map(([name, container]) => [
            name,
            { ...container, image: resolveImage(container.image) },
          ]),
        ),
      }),
      ...(secretRef && {
        imagePullSecrets: [
          ...imagePullSecrets.filter(({ name }) => name !== registrySecretName),
          { name: registrySecretName },
        ],
      }),
    },
    problems,
  };
}

/** Whether an image names no registry. As for container runtimes, a registry has a dot or a port, or is localhost. */
function isBare(image: string): boolean {
  const [first, ...path] = image.split('/');
  return path.length === 0 || !/[.:A-Z]|^localhost$/.test(first);
}
