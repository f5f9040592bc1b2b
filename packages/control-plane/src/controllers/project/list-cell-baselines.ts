import { Project, Release, releaseKind } from '@promenade/openchoreo-model';
import { listBindingsOfProject } from '../../core/component-type/bindings';
import { baselineReleaseName } from '../../core/isolation/baseline-release-name';
import { findIsolation } from '../../core/isolation/find-isolation';
import { Isolation } from '../../core/isolation/isolation';
import { Problem } from '../../core/problem';
import { baselineRelease } from '../../render/baseline/baseline-release';
import { renderBaselinePolicy } from '../../render/baseline/render-baseline-policy';
import { Read } from '../../runtime/read';
import { organizationParts, registryPart, toEntries } from './baseline-parts';

/** A cell with bindings, and what applies to it as a whole. */
export interface CellBaseline {
  readonly environment: string;
  readonly isolation: Isolation;
  readonly hasQuota: boolean;
  readonly hasAccess: boolean;
  readonly hasRegistrySecret: boolean;
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
    const parts = organizationParts(project, environment, existing, read);
    const registry = registryPart(project, environment, existing, read);
    const resources = [
      ...toEntries(policy ? [policy.resource] : []),
      ...parts.quota,
      ...parts.access,
      ...registry,
    ];
    return {
      environment,
      isolation,
      hasQuota: parts.quota.length > 0,
      hasAccess: parts.access.length > 0,
      hasRegistrySecret: registry.length > 0,
      existing,
      desired: resources.length
        ? baselineRelease(project, environment, resources, existing)
        : undefined,
      problems: policy?.problems ?? [],
    };
  });
}
