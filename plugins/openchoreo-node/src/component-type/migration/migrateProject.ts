import type {
  Manifest,
  MigrationStep,
  Portable,
  PortableEnvironment,
  PortablePipeline,
  PortableProject,
} from '../../domain/PortableProject';
import { controlPlaneLabel } from '../organizations';
import {
  dataPlaneKind,
  deploymentPipelineKind,
  environmentKind,
} from '../platformKinds';
import {
  namespaceKind,
  projectKind,
  projectReleaseBindingKind,
} from '../tenantKinds';
import { reasonOf } from './lostKinds';
import { manifest } from './manifest';
import { migrateComponent } from './migrateComponent';

/** What a project of another generation becomes in OpenChoreo 1.x, in the order in which the manifests are to be applied. */
export function migrateProject(migrated: PortableProject): MigrationStep[] {
  const { organization, project, pipeline, environments } = migrated;
  const namespace = organization.name;
  const stages = environments.map(({ name }) => name);
  return [
    stepOf(organization, migrateOrganization(organization)),
    ...environments.map(environment =>
      stepOf(environment, migrateEnvironment(environment, namespace)),
    ),
    ...(pipeline
      ? [stepOf(pipeline, migratePipeline(pipeline, namespace))]
      : []),
    ...migrated.kept.map(kept => stepOf(kept, ...kept.sources)),
    stepOf(
      project,
      manifest(
        projectKind,
        { name: project.name, namespace },
        {
          deploymentPipelineRef: {
            kind: deploymentPipelineKind.kind,
            name: pipeline?.name ?? 'default',
          },
          type: { kind: 'ClusterProjectType', name: 'default' },
        },
        project,
      ),
      ...stages.map(environment =>
        cellOf(project.name, environment, namespace),
      ),
    ),
    ...migrated.components.flatMap(component =>
      migrateComponent(component, migrated),
    ),
    ...lostSteps(migrated.others),
  ];
}

function stepOf(
  { sources, losses }: Portable,
  ...to: readonly Manifest[]
): MigrationStep {
  return { from: sources, to, losses };
}

function migrateOrganization({ name, annotations }: Portable): Manifest {
  const { apiVersion, kind } = namespaceKind;
  const labels = { [controlPlaneLabel]: 'true' };
  return {
    apiVersion,
    kind,
    metadata: { name, labels, ...(annotations && { annotations }) },
  };
}

function migrateEnvironment(
  environment: PortableEnvironment,
  namespace: string,
): Manifest {
  const { name, dataPlane, isProduction } = environment;
  return manifest(
    environmentKind,
    { name, namespace },
    {
      dataPlaneRef: { kind: dataPlaneKind.kind, name: dataPlane },
      isProduction,
    },
    environment,
  );
}

function migratePipeline(
  pipeline: PortablePipeline,
  namespace: string,
): Manifest {
  const ref = (name: string) => ({ kind: environmentKind.kind, name });
  return manifest(
    deploymentPipelineKind,
    { name: pipeline.name, namespace },
    {
      promotionPaths: pipeline.paths.map(({ from, to }) => ({
        sourceEnvironmentRef: ref(from),
        targetEnvironmentRefs: to.map(ref),
      })),
    },
    pipeline,
  );
}

/** Without it, OpenChoreo deploys nothing of the project to the environment. */
function cellOf(
  projectName: string,
  environment: string,
  namespace: string,
): Manifest {
  return manifest(
    projectReleaseBindingKind,
    { name: `${projectName}-${environment}`, namespace },
    { owner: { projectName }, environment },
  );
}

/** A step for each reason why objects become nothing. */
function lostSteps(others: readonly Portable[]): MigrationStep[] {
  const sources = others.flatMap(each => each.sources);
  const reasons = new Set(sources.map(reasonOf));
  return [...reasons].map(reason => ({
    from: sources.filter(each => reasonOf(each) === reason),
    to: [],
    losses: [{ reason }],
  }));
}
