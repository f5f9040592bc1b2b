import { systemClock } from '@promenade/kube-client';
import {
  KindDefinition,
  KubernetesObject,
  conditionsSchema,
  getCondition,
  deployableArtifactKind,
  projectKind,
} from '@promenade/openchoreo-model';
import { z } from 'zod';
import {
  InMemoryCluster,
  aProject,
  reconcileUntilStable,
  testOrganization,
  withSpec,
} from '../../test/__testUtils__';
import { validationReconciler } from './reconcile';

const dependencies = { clock: systemClock, isOnlyController: true };

const reconcile = (cluster: InMemoryCluster) =>
  reconcileUntilStable(
    cluster,
    [projectKind, validationReconciler(projectKind, dependencies)],
    [
      deployableArtifactKind,
      validationReconciler(deployableArtifactKind, dependencies),
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
      aProject(
        'shop',
        withSpec({ gitOps: { repoURL: 'https://git.test/shop' } }),
      ),
    );
    await reconcile(cluster);
    expect(ignoredIn(cluster, projectKind, 'shop')).toMatchObject({
      status: 'True',
      reason: 'NotImplemented',
      message: 'These fields have no effect yet: spec.gitOps',
    });
    cluster.apply(aProject('shop'));
    await reconcile(cluster);
    expect(ignoredIn(cluster, projectKind, 'shop')).toBeUndefined();
  });

  it('is on kinds without another controller as well', async () => {
    const cluster = new InMemoryCluster({
      apiVersion: deployableArtifactKind.apiVersion,
      kind: 'DeployableArtifact',
      metadata: { name: 'greeter', namespace: testOrganization },
      spec: {
        targetArtifact: {},
        configuration: { application: { args: ['--verbose'] } },
      },
    });
    await reconcile(cluster);
    expect(ignoredIn(cluster, deployableArtifactKind, 'greeter')?.message).toBe(
      'These fields have no effect yet: spec.configuration',
    );
  });

  it('costs no write for an object without such fields', async () => {
    const cluster = new InMemoryCluster(aProject('shop'));
    await reconcile(cluster);
    expect(cluster.writes).toEqual([]);
  });
});
