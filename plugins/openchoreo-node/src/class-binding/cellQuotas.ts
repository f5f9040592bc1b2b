import { environmentKind, projectKind } from '@promenade/openchoreo-model';
import type { ResourceReader } from '../cache/ResourceReader';
import type { SharedResourceRef } from '../domain/CatalogUnit';
import type { CellQuotaDetails } from '../domain/OverviewSource';
import { isMeant, usersOf } from './sharedResources';

/** The quotas of the cells in an environment, as the control plane has observed them. */
export function cellQuotas(
  reader: ResourceReader,
  environment: SharedResourceRef,
): CellQuotaDetails[] {
  return usersOf(reader, projectKind, environment).flatMap(project => {
    const { namespace: organization = '', name } = project.metadata;
    const cell = project.status?.cells?.find(
      each => each.environment === environment.name,
    );
    const { hard, used = {} } = cell?.quota ?? {};
    if (
      !hard ||
      !Object.keys(hard).length ||
      !isMeant(reader, environmentKind, project, environment)
    ) {
      return [];
    }
    return {
      organization,
      project: name,
      environment: environment.name,
      namespace: cell?.namespace,
      hard,
      used,
    };
  });
}
