import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  commands,
  type ComponentApis,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import { neededPermissions } from '@promenade/backstage-plugin-openchoreo-node';
import type { ReadServices } from '../ReadServices';
import { componentApisOf } from './componentApisOf';
import { addressProblem } from './endpointAddress';

/** The APIs of a component, with the reason at each address that the reader cannot call. */
export async function readApis(
  { authorization, gateways, openChoreo }: ReadServices,
  ref: ComponentRef,
  credentials: BackstageCredentials,
): Promise<ComponentApis> {
  const { apis, ...age } = componentApisOf(openChoreo, ref);
  const environments = [
    ...new Set(
      apis.flatMap(({ deployments }) =>
        deployments.map(({ environment }) => environment),
      ),
    ),
  ];
  const denied = await authorization.findDenied(
    environments.map(each =>
      neededPermissions(commands.callEndpoint, ref, each),
    ),
    credentials,
  );
  const missing = new Map(
    environments.map((each, index) => [each, denied[index]]),
  );
  return {
    ...age,
    apis: apis.map(api => ({
      ...api,
      deployments: api.deployments.map(deployment => {
        const request = missing.get(deployment.environment);
        return {
          ...deployment,
          addresses: deployment.addresses.map(address => ({
            ...address,
            callProblem:
              addressProblem(address, deployment.isSimulated, gateways) ??
              (request &&
                `You do not have the permission ${request.permission.name}.`),
          })),
        };
      }),
    })),
  };
}
