import type { OrganizationDescription } from '@promenade/backstage-plugin-openchoreo-common';
import type { OrganizationSnapshot } from '../domain/OrganizationSnapshot';

/** What the components of an organization may use, in a stable order. */
export function organizationDescription({
  name,
  environments,
  configurationGroups,
}: OrganizationSnapshot): OrganizationDescription {
  return {
    name,
    environments: environments
      .map(({ dataPlane, ...environment }) => ({
        name: environment.name,
        displayName: environment.displayName,
        isProduction: environment.isProduction,
        dataPlane: dataPlane?.name,
      }))
      .sort(
        (a, b) =>
          Number(a.isProduction) - Number(b.isProduction) ||
          a.name.localeCompare(b.name, 'en'),
      ),
    configurationGroups: configurationGroups
      .map(group => ({
        name: group.name,
        keys: group.keys
          .map(each => ({ ...each, environments: [...each.environments] }))
          .sort((a, b) => a.key.localeCompare(b.key, 'en')),
      }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en')),
  };
}
