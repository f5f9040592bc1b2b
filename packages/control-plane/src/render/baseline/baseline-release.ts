import {
  Project,
  Release,
  finalizers,
  openChoreoApiVersion,
  parentLabels,
} from '@promenade/openchoreo-model';
import { baselineReleaseName } from '../../core/isolation/baseline-release-name';

type Resources = NonNullable<Release['spec']['resources']>;

/** The Release needs the name of a component as its owner. No component can have this one. */
const everyComponent = '*';

/**
 * Builds the Release with the objects that belong to a cell as a whole.
 *
 * @param existing - the Release as it is, whose other fields are kept
 */
export function baselineRelease(
  project: Project,
  environment: string,
  resources: Resources,
  existing: Release | undefined,
): Release {
  const { namespace: organization = '', name } = project.metadata;
  return {
    ...existing,
    apiVersion: openChoreoApiVersion,
    kind: 'Release',
    metadata: {
      name: baselineReleaseName(name, environment),
      namespace: organization,
      finalizers: [finalizers.release],
      ...existing?.metadata,
      labels: {
        ...existing?.metadata.labels,
        ...parentLabels(organization, { project: name, environment }),
      },
      // Garbage collection must not delete it while components are in the cell.
      ownerReferences: existing?.metadata.ownerReferences?.filter(
        ({ controller }) => !controller,
      ),
    },
    spec: {
      ...existing?.spec,
      owner: { projectName: name, componentName: everyComponent },
      environmentName: environment,
      resources,
    },
  };
}
