import {
  configurationGroupKind,
  organizationKind,
  projectKind,
  type ConfigurationGroup,
} from '@promenade/openchoreo-model';
import type { ResourceReader } from '../cache/ResourceReader';
import type {
  ConfigurationGroupSnapshot,
  OrganizationSnapshot,
} from '../domain/OrganizationSnapshot';
import { environmentsOf } from './environmentDetails';

/** What the components of an organization may use. Undefined when the organization does not exist. */
export function organizationSnapshot(
  reader: ResourceReader,
  name: string,
): OrganizationSnapshot | undefined {
  const [project] = reader.byIndex(projectKind, 'organization', name);
  // A namespace with projects is an organization, too.
  const organization = reader.get(organizationKind, { name });
  if (!project && !organization) return undefined;
  const groups = reader.byIndex(configurationGroupKind, 'organization', name);
  return {
    name,
    environments: [...environmentsOf(reader, name).values()],
    access: organization?.spec?.access,
    hasQuotas: true,
    configurationGroups: groups.map(configurationGroupSnapshot),
  };
}

function configurationGroupSnapshot({
  metadata,
  spec,
}: ConfigurationGroup): ConfigurationGroupSnapshot {
  const members = new Map(
    spec.environmentGroups?.map(group => [group.name, group.environments]),
  );
  return {
    name: metadata.name,
    keys: spec.configurations.map(({ key, values }) => ({
      key,
      isSecret: values.some(({ vaultKey }) => vaultKey),
      environments: [
        ...new Set(
          values.flatMap(
            ({ environment, environmentGroupRef = '' }) =>
              environment ?? members.get(environmentGroupRef) ?? [],
          ),
        ),
      ],
    })),
  };
}
