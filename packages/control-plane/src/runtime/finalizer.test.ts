import { systemClock } from '@promenade/kube-client';
import {
  environmentKind,
  finalizers,
  getCondition,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  anEnvironment,
  testOrganization,
} from '../test/__testUtils__';
import { DeletionBlocked, withFinalizer } from './finalizer';

const key = { namespace: testOrganization, name: 'staging' };

/** An environment that has been reconciled once. */
async function reconciledEnvironment() {
  const cluster = new InMemoryCluster(anEnvironment('staging'));
  let blocked: DeletionBlocked | undefined;
  const reconcile = withFinalizer({
    clock: systemClock,
    kind: environmentKind,
    finalizer: finalizers.environment,
    finalizingReason: 'EnvironmentFinalizing',
    reconcile: async () => {},
    cleanUp: async () => blocked,
  });
  const pass = () => reconcile(key, cluster, cluster);
  await pass();
  return {
    found: () => cluster.get(environmentKind, key),
    async deleteWhile(reason?: DeletionBlocked) {
      blocked = reason;
      const environment = cluster.get(environmentKind, key);
      if (environment) await cluster.remove(environmentKind, environment);
      return pass();
    },
  };
}

describe('withFinalizer', () => {
  it('adds the finalizer before it reconciles', async () => {
    const { found } = await reconciledEnvironment();
    expect(found()?.metadata.finalizers).toEqual([finalizers.environment]);
  });

  it('removes the finalizer when the cleanup is done', async () => {
    const { deleteWhile, found } = await reconciledEnvironment();
    await deleteWhile(undefined);
    expect(found()).toBeUndefined();
  });

  it('reports what the deletion waits for and requeues', async () => {
    const { deleteWhile, found } = await reconciledEnvironment();
    const waiting = { message: 'Waiting for its cell', requeueAfter: 7 };
    expect(await deleteWhile(waiting)).toEqual({ requeueAfter: 7 });
    expect(
      getCondition(found()?.status?.conditions, 'Finalizing'),
    ).toMatchObject({
      status: 'True',
      reason: 'EnvironmentFinalizing',
      message: 'Waiting for its cell',
    });
  });

  it('reports an error of the cleanup before it throws', async () => {
    const { deleteWhile, found } = await reconciledEnvironment();
    const error = new Error('the data plane does not respond');
    await expect(deleteWhile({ message: error.message, error })).rejects.toBe(
      error,
    );
    expect(getCondition(found()?.status?.conditions, 'Ready')).toMatchObject({
      status: 'False',
      message: 'the data plane does not respond',
    });
  });
});
