import { indexValue } from '../cache/indexes';
import type {
  CatalogUnit,
  CatalogUnitKey,
  DeploymentUnit,
} from '../domain/CatalogUnit';
import type {
  ComponentDeployments,
  EnvironmentDetails,
} from '../domain/OverviewSource';
import type { PlatformChange } from '../domain/PlatformChange';

/** Returns another name of an organization. */
export type Rename = (organization: string) => string;

/** Renames the organization that something names or belongs to. */
export function renameIn<T extends { organization: string }>(
  rename: Rename,
  value: T,
): T {
  return { ...value, organization: rename(value.organization) };
}

export function renameInKey(
  rename: Rename,
  key: CatalogUnitKey,
): CatalogUnitKey {
  return {
    ...renameIn(rename, key),
    ...(key.type === 'organization' && { name: rename(key.name) }),
  };
}

/** Renames the organization of a unit, and those of the resources that it refers to. */
export function renameInUnit(rename: Rename, unit: CatalogUnit): CatalogUnit {
  const deployment = (each: DeploymentUnit): DeploymentUnit => ({
    ...each,
    environment: renameIn(rename, each.environment),
  });
  switch (unit.type) {
    case 'organization':
      return { ...renameIn(rename, unit), name: rename(unit.name) };
    case 'component':
      return {
        ...renameIn(rename, unit),
        definedBy: unit.definedBy && renameIn(rename, unit.definedBy),
        deployments: unit.deployments?.map(deployment),
      };
    case 'api':
      return {
        ...renameIn(rename, unit),
        deployments: unit.deployments?.map(deployment),
      };
    case 'environment':
      return {
        ...renameIn(rename, unit),
        dataPlane: unit.dataPlane && renameIn(rename, unit.dataPlane),
      };
    case 'deployment-pipeline':
      return {
        ...renameIn(rename, unit),
        environments: unit.environments.map(each => renameIn(rename, each)),
      };
    default:
      return renameIn(rename, unit);
  }
}

export function renameInEnvironment(
  rename: Rename,
  environment: EnvironmentDetails,
): EnvironmentDetails {
  const { dataPlane } = environment;
  return {
    ...renameIn(rename, environment),
    dataPlane: dataPlane && {
      ...dataPlane,
      organization: dataPlane.organization && rename(dataPlane.organization),
    },
  };
}

export function renameInDeployments(
  rename: Rename,
  deployments: ComponentDeployments,
): ComponentDeployments {
  return {
    ...deployments,
    ref: renameIn(rename, deployments.ref),
    environments: new Map(
      [...deployments.environments].map(([name, environment]) => [
        name,
        renameInEnvironment(rename, environment),
      ]),
    ),
  };
}

export function renameInChange(
  rename: Rename,
  change: PlatformChange,
): PlatformChange {
  const { kind, namespace, name, components } = change;
  return {
    ...change,
    namespace: namespace && rename(namespace),
    name: !namespace && kind === 'Organization' ? rename(name) : name,
    components: components?.map(component => {
      const [organization, ...names] = component.split('/');
      return indexValue(rename(organization), ...names);
    }),
  };
}
