import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type {
  commands,
  CallResponse,
  ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { z } from 'zod';
import type { ReadServices } from '../ReadServices';
import { componentApisOf } from './componentApisOf';
import { addressProblem, urlBelow } from './endpointAddress';
import { sendRequest } from './sendRequest';

type CallInput = z.output<typeof commands.callEndpoint.input>;

/**
 * Sends a request to an endpoint of a component. The caller names the endpoint, and never a host: the address is the one that the
 * control plane reports, and it must be one of a gateway that the configuration allows.
 *
 * @throws NotFoundError for an endpoint without such an address, ConflictError with the reason when it cannot be called
 */
export async function callEndpoint(
  services: Pick<ReadServices, 'openChoreo' | 'gateways'>,
  input: CallInput,
): Promise<CallResponse> {
  const { method, path, headers = {}, body } = input;
  if (body && (method === 'GET' || method === 'HEAD')) {
    throw new InputError(
      `A ${method} request has no body. Remove the body, or choose another method`,
    );
  }
  const address = findAddress(services, input);
  return sendRequest({
    url: urlBelow(address, path),
    method,
    headers,
    body: body || undefined,
  });
}

function findAddress(
  { openChoreo, gateways }: Pick<ReadServices, 'openChoreo' | 'gateways'>,
  { environment, endpoint, visibility, ...ref }: CallInput & ComponentRef,
): string {
  const { apis } = componentApisOf(openChoreo, ref);
  const deployment = apis
    .filter(({ name }) => name === endpoint)
    .flatMap(({ deployments }) => deployments)
    .find(each => each.environment === environment);
  const address = deployment?.addresses.find(
    each => each.visibility === visibility,
  );
  if (!deployment || !address) {
    throw new NotFoundError(
      `The endpoint ${endpoint} of ${ref.component} has no address with visibility ${visibility} in ${environment}`,
    );
  }
  const problem = addressProblem(address, deployment.isSimulated, gateways);
  if (problem) throw new ConflictError(problem);
  return address.url;
}
