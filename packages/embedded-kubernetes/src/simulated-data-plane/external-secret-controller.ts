import { KubeObject } from '../api/types';
import { kinds, statusOf } from './cluster';
import { withConditions } from '../api/conditions';
import { ReconcileContext, Controller } from './controller';

/** Plays External Secrets: every secret seems to be fetched. There is no store, so that no Secret is made. */
export class ExternalSecretController implements Controller {
  readonly kind = kinds.externalSecret;

  reconcile(secret: KubeObject, { cluster }: ReconcileContext): void {
    cluster.updateStatus(secret, {
      conditions: withConditions(
        statusOf(secret).conditions,
        [
          {
            type: 'Ready',
            status: 'True',
            reason: 'SecretSynced',
            message: 'Simulated: nothing is really fetched',
          },
        ],
        cluster.now(),
      ),
    });
  }
}
