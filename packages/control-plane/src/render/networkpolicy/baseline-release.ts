import {
  Project,
  Release,
  cellNamespace,
  dataPlaneLabels,
  finalizers,
  labelValue,
  openChoreoApiVersion,
  parentLabels,
} from '@promenade/openchoreo-model';
import { baselineReleaseName } from '../../core/isolation/baseline-release-name';
import { ActiveIsolation } from '../../core/isolation/isolation';
import { Problem } from '../../core/problem';
import { baselinePolicy } from './baseline-policy';
import { renderPolicy } from './providers/render-policy';

/** Component name in the owner of the Release: it belongs to all components. No component can have this name. */
const everyComponent = '*';

/** Builds the Release with the baseline policy of a cell, and the problems of the policy. */
export function baselineRelease(
  project: Project,
  environment: string,
  isolation: ActiveIsolation,
  existing: Release | undefined,
): { release: Release; problems: Problem[] } {
  const { namespace: organization = '', name } = project.metadata;
  const { policy, problems } = baselinePolicy(project);
  const rendered = renderPolicy(
    policy,
    {
      name: 'cell',
      namespace: cellNamespace(organization, name, environment),
      labels: {
        [dataPlaneLabels.organizationName]: labelValue(organization),
        [dataPlaneLabels.projectName]: labelValue(name),
        [dataPlaneLabels.environmentName]: labelValue(environment),
      },
    },
    isolation,
  );
  return {
    release: {
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
        resources: [{ id: 'cell', object: { ...rendered.object } }],
      },
    },
    problems: [...problems, ...rendered.problems],
  };
}
