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

/** An environment that has been reconciled once, and what happens to it from then on. */
async function aKeptEnvironment() {
  const cluster = new InMemoryCluster(anEnvironment('staging'));
  let heldBack: DeletionBlocked | undefined;
  const reconcile = withFinalizer({
    clock: systemClock,
    kind: environmentKind,
    finalizer: finalizers.environment,
    finalizingReason: 'EnvironmentFinalizing',
    reconcile: async () => {},
    cleanUp: async () => heldBack,
  });
  const pass = () => reconcile(key, cluster, cluster);
  await pass();
  return {
    found: () => cluster.get(environmentKind, key),
    async deleteWhile(reason?: DeletionBlocked) {
      heldBack = reason;
      const environment = cluster.get(environmentKind, key);
      if (environment) await cluster.remove(environmentKind, environment);
      return pass();
    },
  };
}

describe('an object with a finalizer', () => {
  it('has it before anything else happens', async () => {
    const { found } = await aKeptEnvironment();
    expect(found()?.metadata.finalizers).toEqual([finalizers.environment]);
  });

  it('goes when all that belongs to it is gone', async () => {
    const { deleteWhile, found } = await aKeptEnvironment();
    await deleteWhile(undefined);
    expect(found()).toBeUndefined();
  });

  it('says what it waits for, and is looked at again when asked to', async () => {
    const { deleteWhile, found } = await aKeptEnvironment();
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

  it('says what went wrong before it fails', async () => {
    const { deleteWhile, found } = await aKeptEnvironment();
    const error = new Error('the data plane does not answer');
    await expect(deleteWhile({ message: error.message, error })).rejects.toBe(
      error,
    );
    expect(getCondition(found()?.status?.conditions, 'Ready')).toMatchObject({
      status: 'False',
      message: 'the data plane does not answer',
    });
  });
});
