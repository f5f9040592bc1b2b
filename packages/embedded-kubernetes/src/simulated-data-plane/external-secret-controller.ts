import { KubeObject } from '../api/types';
import { kinds, statusOf } from './cluster';
import { withConditions } from '../api/conditions';
import { ReconcileContext, Controller } from './controller';

/** Simulates External Secrets: every ExternalSecret is synced, but no Secret is created because there is no secret store. */
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
