import { objectAt } from '../schema/json';
import { KubeObject } from '../api/types';
import { kinds, specOf, statusOf } from './cluster';
import { ReconcileContext, Controller } from './controller';

/** Simulates the volume controllers: binds every claim at once. */
export class ClaimController implements Controller {
  readonly kind = kinds.claim;

  reconcile(claim: KubeObject, { cluster }: ReconcileContext): void {
    if (statusOf(claim).phase === 'Bound') return;
    const spec = specOf(claim);
    if (!spec.volumeName) {
      const volumeName = `pvc-${claim.metadata.uid}`;
      cluster.update({ ...claim, spec: { ...spec, volumeName } });
    }
    cluster.updateStatus(claim, {
      phase: 'Bound',
      ...(spec.accessModes !== undefined && { accessModes: spec.accessModes }),
      capacity: objectAt(objectAt(spec, 'resources'), 'requests'),
    });
  }
}
