import {
  Project,
  Release,
  organizationKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { listBindingsOfProject } from '../../core/component-type/bindings';
import { baselineReleaseName } from '../../core/isolation/baseline-release-name';
import { findIsolation } from '../../core/isolation/find-isolation';
import { Isolation } from '../../core/isolation/isolation';
import type { ReleaseResource } from '../../core/manifest';
import { Problem } from '../../core/problem';
import { baselineRelease } from '../../render/baseline/baseline-release';
import { renderBaselinePolicy } from '../../render/baseline/render-baseline-policy';
import {
  findQuotaProblems,
  quotaIds,
  renderQuota,
  type Quota,
} from '../../render/baseline/render-quota';
import { Read } from '../../runtime/read';

type Resources = NonNullable<Release['spec']['resources']>;

/** A cell with bindings, and what applies to it as a whole. */
export interface CellBaseline {
  readonly environment: string;
  readonly isolation: Isolation;
  readonly hasQuota: boolean;
  /** Its baseline Release, if it exists. */
  readonly existing?: Release;
  /** Its desired baseline Release; undefined if the cell should have none. */
  readonly desired?: Release;
  /** The problems of its policy. */
  readonly problems: readonly Problem[];
}

/** Lists the cells of a project that have bindings, sorted by environment. */
export function listCellBaselines(
  project: Project,
  read: Read,
): CellBaseline[] {
  const { namespace: organization = '', name } = project.metadata;
  const environments = new Set(
    listBindingsOfProject(read, organization, name).map(
      ({ spec }) => spec.environment,
    ),
  );
  const quota = findQuota(organization, read);
  return [...environments].sort().map(environment => {
    const isolation = findIsolation(read, {
      organization,
      project: name,
      environment,
    });
    const existing = read.get(releaseKind, {
      namespace: organization,
      name: baselineReleaseName(name, environment),
    });
    const policy =
      isolation.mode === 'Off'
        ? undefined
        : renderBaselinePolicy(project, environment, isolation);
    const quotaResources =
      quota === 'unknown'
        ? appliedQuota(existing)
        : toEntries(quota ? renderQuota(project, environment, quota) : []);
    const resources = [
      ...toEntries(policy ? [policy.resource] : []),
      ...quotaResources,
    ];
    return {
      environment,
      isolation,
      hasQuota: quotaResources.length > 0,
      existing,
      desired: resources.length
        ? baselineRelease(project, environment, resources, existing)
        : undefined,
      problems: policy?.problems ?? [],
    };
  });
}

/** The quota of an organization; `unknown` while the Organization is malformed or its quota is invalid. */
function findQuota(name: string, read: Read): Quota | 'unknown' | undefined {
  if (read.validationError(organizationKind, { name }) !== undefined) {
    return 'unknown';
  }
  const { quota } = read.get(organizationKind, { name })?.spec ?? {};
  if (!quota || Object.keys(quota).length === 0) return undefined;
  return findQuotaProblems(quota).length > 0 ? 'unknown' : quota;
}

/** The quota that a baseline Release has already: it stays until the new one is known. */
function appliedQuota(existing: Release | undefined): Resources {
  return (existing?.spec.resources ?? []).filter(({ id }) =>
    quotaIds.includes(id),
  );
}

function toEntries(resources: readonly ReleaseResource[]): Resources {
  return resources.map(({ id, object }) => ({ id, object: { ...object } }));
}
