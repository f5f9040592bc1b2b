import {
  clusterComponentTypeKind,
  componentTypeKind,
  deploymentPipelineKind,
  environmentKind,
  environmentsOf,
  organizationKind,
  projectKind,
  promotionPolicyKind,
  type DeploymentPipeline,
} from '@promenade/openchoreo-model';
import { indexValue } from '../../cache/indexes';
import type { ResourceReader } from '../../cache/ResourceReader';
import type {
  Manifest,
  Portable,
  PortableComponent,
  PortableEnvironment,
  PortablePipeline,
  PortableProject,
} from '../../domain/PortableProject';
import { dataPlaneNameOf } from '../buildDeploymentUnit';
import { getOwnOrShared } from '../getOwnOrShared';
import { componentKind, kinds } from '../kinds';
import { readComponent } from './readComponent';
import { readPortable, readWhole } from './readPortable';
import { usedResources } from './usedResources';

/** A project with all that it needs. Undefined when it does not exist. */
export function portableProject(
  reader: ResourceReader,
  { organization, project: name }: { organization: string; project: string },
): PortableProject | undefined {
  const key = { namespace: organization, name };
  const project = reader.get(projectKind, key);
  if (!project) return undefined;
  const pipeline = reader.get(deploymentPipelineKind, {
    namespace: organization,
    name: project.spec.deploymentPipelineRef || 'default',
  });
  const stages = pipeline ? environmentsOf(pipeline) : [];
  const components = [
    ...reader.byIndex(componentKind, 'project', indexValue(organization, name)),
  ]
    .sort((a, b) => a.metadata.name.localeCompare(b.metadata.name, 'en'))
    .map(component => readComponent(reader, component, stages));
  const read = {
    organization: readOrganization(reader, organization),
    project: readPortable(projectKind, project),
    pipeline: pipeline && readPipeline(pipeline),
    environments: readEnvironments(reader, organization, stages),
    components,
    kept: readKept(reader, organization, pipeline, components),
  };
  return { ...read, others: readOthers(reader, { organization, name }, read) };
}

function readOrganization(reader: ResourceReader, name: string): Portable {
  const found = reader.get(organizationKind, { name });
  return found
    ? readPortable(organizationKind, found)
    : { name, sources: [], losses: [] };
}

function readPipeline(pipeline: DeploymentPipeline): PortablePipeline {
  const { promotionPaths = [] } = pipeline.spec;
  const portable = readPortable(deploymentPipelineKind, pipeline);
  return {
    ...portable,
    paths: promotionPaths.map(path => ({
      from: path.sourceEnvironmentRef,
      to: path.targetEnvironmentRefs.map(each => each.name),
    })),
    losses: [
      ...portable.losses,
      ...promotionPaths.flatMap(path =>
        path.targetEnvironmentRefs
          .filter(
            each => each.requiresApproval || each.isManualApprovalRequired,
          )
          .map(each => ({
            field: `DeploymentPipeline.spec.promotionPaths, ${path.sourceEnvironmentRef} to ${each.name}`,
            reason:
              'A pipeline has no approvals. Write a PromotionPolicy with an approval for this promotion.',
          })),
      ),
    ],
  };
}

function readEnvironments(
  reader: ResourceReader,
  organization: string,
  names: readonly string[],
): PortableEnvironment[] {
  return names.flatMap(name => {
    const found = getOwnOrShared(reader, environmentKind, organization, name);
    if (!found) return [];
    return {
      ...readPortable(environmentKind, found),
      dataPlane: dataPlaneNameOf(found),
      isProduction: found.spec.isProduction ?? false,
    };
  });
}

/** The policies of the pipeline, and the component types. */
function readKept(
  reader: ResourceReader,
  organization: string,
  pipeline: DeploymentPipeline | undefined,
  components: readonly PortableComponent[],
): Portable[] {
  const policies = reader
    .byIndex(promotionPolicyKind, 'organization', organization)
    .filter(({ spec }) => spec.pipelineRef === pipeline?.metadata.name)
    .map(policy => readWhole(promotionPolicyKind, policy));
  const isUsed = (kind: string, name: string) =>
    components.some(
      ({ componentType }) =>
        componentType?.kind === kind && componentType.name.endsWith(`/${name}`),
    );
  const types = reader
    .byIndex(componentTypeKind, 'organization', organization)
    .filter(({ kind, metadata }) => isUsed(kind, metadata.name))
    .map(type => readWhole(componentTypeKind, type));
  const clusterTypes = reader
    .list(clusterComponentTypeKind)
    .filter(({ kind, metadata }) => isUsed(kind, metadata.name))
    .map(type => readWhole(clusterComponentTypeKind, type));
  return [...policies, ...types, ...clusterTypes];
}

/** What belongs to the project, or is named by it, and has not been read. */
function readOthers(
  reader: ResourceReader,
  { organization, name }: { organization: string; name: string },
  read: Omit<PortableProject, 'others'>,
): Portable[] {
  const known = new Set([...sourcesOf(read)].map(identityOf));
  const value = indexValue(organization, name);
  const owned = [...new Set(kinds)].flatMap(kind =>
    reader.byIndex(kind, 'project', value).map(each => readWhole(kind, each)),
  );
  const used = usedResources(read).flatMap(([kind, text]) => {
    const found = getOwnOrShared(reader, kind, organization, text);
    return found ? readWhole(kind, found) : [];
  });
  return [...owned, ...used].filter(
    portable => !portable.sources.some(each => known.has(identityOf(each))),
  );
}

function* sourcesOf(
  read: Omit<PortableProject, 'others'>,
): Generator<Manifest> {
  yield* read.organization.sources;
  yield* read.project.sources;
  yield* read.pipeline?.sources ?? [];
  for (const environment of read.environments) yield* environment.sources;
  for (const kept of read.kept) yield* kept.sources;
  for (const component of read.components) {
    yield* component.sources;
    yield* component.workload?.sources ?? [];
    for (const deployment of component.deployments) yield* deployment.sources;
  }
}

function identityOf({ kind, metadata }: Manifest): string {
  return [kind, metadata.namespace, metadata.name].join('/');
}
