import {
  APIBinding,
  Project,
  Release,
  apiBindingKind,
  apiKind,
  cellNamespace,
  releaseKind,
} from '@promenade/openchoreo-model';
import { countPaths } from './count-paths';
import { CellBaseline } from './list-cell-baselines';
import { cellQuota, findQuotaStatus } from './quota-usage';
import { findUnappliedBaseline } from './unapplied-baseline';
import { listBindingsOfProject } from '../../core/component-type/bindings';
import { findDataPlane } from '../../core/lookups/find-data-plane';
import { environmentsOf } from '@promenade/openchoreo-model';
import { isBaselineRelease } from '../../core/isolation/baseline-release-name';
import { findPipeline } from '../../core/pipeline/find-pipeline';
import { indexes, inNamespace } from '../../core/lookups/indexes';
import { Read } from '../../runtime/read';

type Cell = NonNullable<NonNullable<Project['status']>['cells']>[number];

/**
 * Lists the cells of a project: those of its pipeline in promotion order, then those of other environments that have Releases of
 * the project. A cell is ready when its namespace exists and its network policy and quota, if it has them, are applied.
 */
export function listCells(
  project: Project,
  cellBaselines: readonly CellBaseline[],
  read: Read,
): Cell[] {
  const organization = project.metadata.namespace ?? '';
  const { name } = project.metadata;
  const releases = read.byIndex(
    releaseKind,
    indexes.project,
    inNamespace(organization, name),
  );
  const pipeline = findPipeline(project, read);
  const environments = new Set([
    ...(pipeline ? environmentsOf(pipeline) : []),
    ...releases.map(({ spec }) => spec.environmentName).sort(),
  ]);
  const bindings = groupBy(
    listBindingsOfProject(read, organization, name),
    ({ spec }) => spec.environment,
  );
  const apis = groupBy(
    listServedApis(organization, name, read),
    ({ spec }) => spec.environmentName,
  );
  const applied = new Set(
    releases.filter(isApplied).map(({ spec }) => spec.environmentName),
  );
  const baselines = new Map(
    cellBaselines.map(cell => [cell.environment, cell]),
  );
  return [...environments].map(environment => {
    const inCell = bindings.get(environment) ?? [];
    const baseline = baselines.get(environment);
    return {
      environment,
      dataPlane: dataPlaneName(read, organization, environment),
      namespace: cellNamespace(organization, name, environment),
      ready:
        applied.has(environment) &&
        !(baseline && findUnappliedBaseline(baseline)),
      ...(inCell.length > 0 && {
        paths: countPaths(inCell, apis.get(environment)),
      }),
      ...(baseline?.hasQuota && { quota: cellQuota(baseline.existing) }),
    };
  });
}

function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** The bindings of the standalone APIs of a project. A proxy for an external backend belongs to no cell. */
function listServedApis(
  organization: string,
  project: string,
  read: Read,
): APIBinding[] {
  return read
    .byIndex(apiKind, indexes.project, inNamespace(organization, project))
    .filter(({ spec }) => !spec.rest?.backend?.target)
    .flatMap(({ metadata }) =>
      read.byIndex(
        apiBindingKind,
        indexes.api,
        inNamespace(organization, metadata.name),
      ),
    );
}

/** Whether objects of a Release were applied, so that the namespace of its cell exists. */
function isApplied({ status }: Release): boolean {
  return (status?.resources?.length ?? 0) > 0;
}

/** The part of a Release that the status of its project depends on. */
export function releaseCellState(release: Release) {
  return [
    isApplied(release),
    isBaselineRelease(release)
      ? [
          release.metadata.generation,
          release.status?.observedGeneration,
          release.status?.conditions,
          findQuotaStatus(release),
        ]
      : undefined,
  ];
}

function dataPlaneName(read: Read, organization: string, environment: string) {
  const found = findDataPlane(read, organization, environment);
  return 'dataPlane' in found ? found.dataPlane.metadata.name : undefined;
}
