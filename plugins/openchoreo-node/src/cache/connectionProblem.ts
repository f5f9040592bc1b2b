import {
  ApiError,
  ConnectionError,
  isForbidden,
  isUnauthorized,
  KubeconfigError,
} from '@promenade/kube-client';
import { ZodError } from 'zod';

/**
 * Why a control plane cannot be read.
 *
 * - `invalidKubeconfig`: the kubeconfig is missing or cannot be used.
 * - `unreachable`: nothing responds, or the connection is lost.
 * - `untrusted`: the certificate of the server is not valid for the kubeconfig.
 * - `unauthorized`: the server rejects the credentials.
 * - `forbidden`: the account lacks the right to read.
 * - `wrongApi`: what responds is not a Kubernetes API.
 * - `missingDefinitions`: the cluster does not serve the kinds of OpenChoreo.
 *
 * @public
 */
export type ConnectionProblemReason =
  | 'invalidKubeconfig'
  | 'unreachable'
  | 'untrusted'
  | 'unauthorized'
  | 'forbidden'
  | 'wrongApi'
  | 'missingDefinitions';

/**
 * Why a control plane cannot be read, and what to do. The message has no part of the error, which can name a file or an address.
 *
 * @public
 */
export interface ConnectionProblem {
  reason: ConnectionProblemReason;
  message: string;
}

const certificateCodes =
  /^(CERT_|ERR_TLS_|ERR_SSL_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_)/;

/**
 * Explains an error of a request to the Kubernetes API.
 *
 * @param configKey - where the kubeconfig is configured, such as `openchoreo` or `openchoreo.sources[1]`
 */
export function connectionProblem(
  error: unknown,
  configKey: string,
): ConnectionProblem {
  const key = `${configKey}.kubeconfig`;
  if (error instanceof Error && error.cause instanceof KubeconfigError) {
    return {
      reason: 'invalidKubeconfig',
      message: `The kubeconfig cannot be used. Check ${key} and ${configKey}.context in the configuration.`,
    };
  }
  if (isUnauthorized(error)) {
    return {
      reason: 'unauthorized',
      message: `The Kubernetes API rejects the credentials of the kubeconfig. Renew them, and check ${key} in the configuration.`,
    };
  }
  if (isForbidden(error)) {
    return {
      reason: 'forbidden',
      message: `The Kubernetes account of the kubeconfig may not read the API. Give it a role, and check ${key} in the configuration.`,
    };
  }
  if (error instanceof ConnectionError && certificateCodes.test(error.code)) {
    return {
      reason: 'untrusted',
      message: `The certificate of the Kubernetes API is not valid for the kubeconfig. Check the certificate authority and the server in ${key}.`,
    };
  }
  if (isNoKubernetesResponse(error)) {
    return {
      reason: 'wrongApi',
      message: `The server of the kubeconfig does not respond like a Kubernetes API. Check the server in ${key}.`,
    };
  }
  return {
    reason: 'unreachable',
    message: `The Kubernetes API cannot be reached. Check that it runs, and ${key} in the configuration.`,
  };
}

/** Explains that a cluster does not serve the kinds of OpenChoreo. */
export function missingDefinitions(
  kinds: readonly { plural: string; group: string }[],
  configKey: string,
): ConnectionProblem {
  const names = kinds.map(({ plural, group }) => `${plural}.${group}`);
  return {
    reason: 'missingDefinitions',
    message: `The Kubernetes API does not serve ${names.join(
      ', ',
    )}. Install the custom resource definitions, or check that ${configKey}.kubeconfig names the right cluster.`,
  };
}

function isNoKubernetesResponse(error: unknown): boolean {
  return (
    error instanceof ZodError ||
    (error instanceof ConnectionError && error.code === 'UNREADABLE') ||
    (error instanceof ApiError && [404, 405].includes(error.code))
  );
}
