import { systemClock } from '@promenade/kube-client';
import {
  KindDefinition,
  KubernetesObject,
  conditionsSchema,
  environmentKind,
  getCondition,
  promotionPolicyKind,
} from '@promenade/openchoreo-model';
import { z } from 'zod';
import {
  InMemoryCluster,
  aPromotionPolicy,
  anEnvironment,
  reconcileUntilStable,
  testOrganization,
  withSpec,
} from '../../test/__testUtils__';
import { validationReconciler } from './reconcile';

const dependencies = { clock: systemClock, isOnlyController: true };

const reconcile = (cluster: InMemoryCluster) =>
  reconcileUntilStable(
    cluster,
    [environmentKind, validationReconciler(environmentKind, dependencies)],
    [
      promotionPolicyKind,
      validationReconciler(promotionPolicyKind, dependencies),
    ],
  );

const statusSchema = z.object({ conditions: conditionsSchema.optional() });

function ignoredIn<T extends KubernetesObject>(
  cluster: InMemoryCluster,
  kind: KindDefinition<T>,
  name: string,
) {
  const object = cluster.get(kind, { namespace: testOrganization, name });
  const { conditions } = statusSchema.parse(object?.status ?? {});
  return getCondition(conditions, 'FieldsIgnored');
}

describe('the condition FieldsIgnored', () => {
  it('lists the fields that have no effect, until they are removed', async () => {
    const cluster = new InMemoryCluster(
      anEnvironment('staging', withSpec({ policies: { maxReplicas: 3 } })),
    );
    await reconcile(cluster);
    expect(ignoredIn(cluster, environmentKind, 'staging')).toMatchObject({
      status: 'True',
      reason: 'NotImplemented',
      message: 'These fields have no effect yet: spec.policies.maxReplicas',
    });
    cluster.apply(anEnvironment('staging'));
    await reconcile(cluster);
    expect(ignoredIn(cluster, environmentKind, 'staging')).toBeUndefined();
  });

  it('is on kinds without another controller as well', async () => {
    const rules = [{ from: 'a', to: 'b', automaticPromotion: true }];
    const cluster = new InMemoryCluster(
      aPromotionPolicy('gates', withSpec({ pipelineRef: 'default', rules })),
    );
    await reconcile(cluster);
    expect(ignoredIn(cluster, promotionPolicyKind, 'gates')?.message).toBe(
      'These fields have no effect yet: spec.rules[0].automaticPromotion',
    );
  });

  it('costs no write for an object without such fields', async () => {
    const cluster = new InMemoryCluster(anEnvironment('staging'));
    await reconcile(cluster);
    expect(cluster.writes).toEqual([]);
  });
});
