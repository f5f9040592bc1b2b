import {
  annotations,
  apiBindingKind,
  dataPlaneKind,
  dataPlaneLabels,
  environmentKind,
  labelValue,
  type API,
  type EndpointStatus,
  type Environment,
} from '@promenade/openchoreo-model';
import type { ResourceReader } from '../cache/ResourceReader';
import type { DeploymentUnit } from '../domain/CatalogUnit';
import { endpointAccesses } from './apis';
import { bindingsOf } from './bindings';
import { getOwnOrShared } from './getOwnOrShared';

/** The name of the DataPlane of an environment, of which the control plane has a default. */
export function dataPlaneNameOf({ spec }: Environment): string {
  return spec.dataPlaneRef || 'default';
}

/** What an Environment says about the deployments in it. */
interface DeploymentTarget {
  environment: DeploymentUnit['environment'];
  isProduction: boolean;
  isSimulated: boolean;
}

/** The deployments of a component in the order of their environments, and the label selector of its objects. */
export function componentDeployments(
  reader: ResourceReader,
  organization: string,
  project: string,
  component: string,
): { deployments: DeploymentUnit[]; objectSelector?: string } {
  const deployed = bindingsOf(reader, { organization, project, component })
    .map(({ binding: { spec, status } }) => ({ spec, status }))
    .filter(({ spec }) => spec.releaseState !== 'Undeploy')
    .map(({ spec, status }) => ({
      target: targetOf(reader, organization, spec.environment),
      endpoints: status?.endpoints,
    }))
    .sort((a, b) =>
      a.target.environment.name.localeCompare(b.target.environment.name, 'en'),
    );
  return {
    deployments: deployed.map(({ target, endpoints }) =>
      deploymentUnit(target, endpoints),
    ),
    ...(deployed.some(({ target }) => !target.isSimulated) && {
      objectSelector: [
        [dataPlaneLabels.organizationName, organization],
        [dataPlaneLabels.projectName, project],
        [dataPlaneLabels.componentName, component],
      ]
        .map(([label, value]) => `${label}=${labelValue(value)}`)
        .join(','),
    }),
  };
}

/** The deployment of a standalone API. The control plane gives the APIBinding the name of its API. */
export function apiDeployments(
  reader: ResourceReader,
  { metadata }: API,
): DeploymentUnit[] {
  const binding = reader.get(apiBindingKind, metadata);
  if (!binding || binding.spec.releaseState === 'Undeploy') return [];
  const { namespace = '' } = metadata;
  const target = targetOf(reader, namespace, binding.spec.environmentName);
  return [deploymentUnit(target, binding.status?.endpoints)];
}

function targetOf(
  reader: ResourceReader,
  organization: string,
  name: string,
): DeploymentTarget {
  const environment = getOwnOrShared(
    reader,
    environmentKind,
    organization,
    name,
  );
  const owner = environment?.metadata.namespace ?? organization;
  const dataPlane =
    environment &&
    getOwnOrShared(reader, dataPlaneKind, owner, dataPlaneNameOf(environment));
  return {
    environment: { organization: owner, name },
    isProduction: environment?.spec.isProduction ?? false,
    isSimulated:
      dataPlane?.metadata.annotations?.[annotations.simulated] === 'true',
  };
}

function deploymentUnit(
  { environment, isProduction, isSimulated }: DeploymentTarget,
  endpoints: readonly EndpointStatus[] = [],
): DeploymentUnit {
  return {
    environment,
    isProduction,
    // Nothing answers at the addresses of a simulated data plane.
    addresses: isSimulated
      ? []
      : endpoints
          .flatMap(endpointAccesses)
          .flatMap(({ name, visibility, url }) =>
            visibility === 'project' ? [] : { endpoint: name, visibility, url },
          ),
  };
}
