import { KubeClient, Logger } from '@promenade/kube-client';
import { ControllerSet, ownKindsOf } from './controller-set';
import { installCrds, missingKinds } from './install-crds';

/** Time limit until the API server serves new CustomResourceDefinitions, in milliseconds. */
const installTimeoutMs = 60_000;

/** Prevents the start of the control plane. The message suffices, without a stack trace. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/**
 * Ensures that the API server serves every kind that the controllers need.
 *
 * @throws StartError if it cannot be reached or does not serve all kinds
 */
export async function prepareApi(
  client: KubeClient,
  options: { installCrds: boolean; controllers: ControllerSet },
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  const kinds = ownKindsOf(options.controllers);
  try {
    if (options.installCrds) {
      const limit = AbortSignal.timeout(installTimeoutMs);
      await installCrds(client, kinds, AbortSignal.any([signal, limit]));
      logger.info(`Installed ${kinds.length} CustomResourceDefinitions`);
    }
    const missing = await missingKinds(client, kinds);
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
    const message = error instanceof Error ? error.message : String(error);
    throw new StartError(`Cannot use ${client.server}: ${message}`, {
      cause: error,
    });
  }
}
