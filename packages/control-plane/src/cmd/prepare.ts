import { KubeClient, Logger } from '@promenade/kube-client';
import { kinds } from '@promenade/openchoreo-model';
import { installCrds } from './crds/install-crds';
import { missingKinds } from './crds/missing-kinds';

/** How long the API server may take to serve newly installed kinds, in milliseconds. */
const installTimeout = 60_000;

/** Something that keeps the control plane from starting; the message is all that a person needs. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/**
 * Sees to it that the API serves every kind of the model.
 *
 * @throws StartError when it cannot be reached, or does not serve them all
 */
export async function prepareApi(
  client: KubeClient,
  options: { installCrds: boolean },
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  try {
    if (options.installCrds) {
      const limit = AbortSignal.timeout(installTimeout);
      await installCrds(client, AbortSignal.any([signal, limit]));
      logger.info(`Installed ${kinds.length} custom resource definitions`);
    }
    const missing = await missingKinds(client);
    if (missing.length) {
      throw new StartError(
        `${client.server} does not serve ${missing.length} of the ${
          kinds.length
        } kinds (${missing.join(
          ', ',
        )}). Start with --install-crds, or run: kubectl apply --server-side -f deploy/crds`,
      );
    }
  } catch (error) {
    if (error instanceof StartError) {
      throw error;
    }
    const why = error instanceof Error ? error.message : String(error);
    throw new StartError(`Cannot work with ${client.server}: ${why}`, {
      cause: error,
    });
  }
}
