import { Project, Release, releaseKind } from '@promenade/openchoreo-model';
import { listBindingsOfProject } from '../../core/component-type/bindings';
import { Problem } from '../../core/problem';
import { Read } from '../../runtime/read';
import { baselineReleaseName } from '../../core/isolation/baseline-release-name';
import { baselineRelease } from '../../render/networkpolicy/baseline-release';
import { Isolation } from '../../core/isolation/isolation';
import { findIsolation } from '../../core/isolation/find-isolation';

/** A cell with bindings, and its isolation. */
export interface CellIsolation {
  readonly environment: string;
  readonly isolation: Isolation;
  /** Its baseline Release, if it exists. */
  readonly existing?: Release;
  /** Its desired baseline Release; undefined if the cell should have none. */
  readonly desired?: Release;
  readonly problems: readonly Problem[];
}

/** Lists the cells of a project that have bindings, sorted by environment. */
export function listIsolatedCells(
  project: Project,
  read: Read,
): CellIsolation[] {
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
    if (isolation.mode === 'Off') {
      return { environment, isolation, existing, problems: [] };
    }
    const { release: desired, problems } = baselineRelease(
      project,
      environment,
      isolation,
      existing,
    );
    return { environment, isolation, existing, desired, problems };
  });
}
