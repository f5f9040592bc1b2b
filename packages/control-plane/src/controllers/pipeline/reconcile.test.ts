import {
  deploymentPipelineKind,
  getCondition,
} from '@promenade/openchoreo-model';
import { systemClock } from '@promenade/kube-client';
import {
  InMemoryCluster,
  aPipeline,
  anEnvironment,
  inOrganization,
  withEnvironments,
  reconcileUntilStable,
  testOrganization,
} from '../../test/__testUtils__';
import { deploymentPipelineReconciler } from './reconcile';

/** The Available condition of the pipeline after its reconciliation. */
async function availabilityIn(cluster: InMemoryCluster) {
  const reconcile = deploymentPipelineReconciler({ clock: systemClock });
  await reconcileUntilStable(cluster, [deploymentPipelineKind, reconcile]);
  const key = { namespace: testOrganization, name: 'default' };
  const { status } = cluster.get(deploymentPipelineKind, key) ?? {};
  return getCondition(status?.conditions, 'Available');
}

describe('a deployment pipeline', () => {
  it('is available when all its environments exist, in its organization or the shared one', async () => {
    const cluster = new InMemoryCluster(
      aPipeline('default', withEnvironments('development', 'production')),
      anEnvironment('development'),
      anEnvironment('production', inOrganization('default')),
    );
    expect(await availabilityIn(cluster)).toMatchObject({
      status: 'True',
      reason: 'DeploymentPipelineAvailable',
    });
  });

  it('reports environments that do not exist', async () => {
    const cluster = new InMemoryCluster(
      aPipeline('default', withEnvironments('development', 'qa', 'production')),
      anEnvironment('development'),
    );
    expect(await availabilityIn(cluster)).toMatchObject({
      status: 'False',
      reason: 'EnvironmentNotFound',
      message:
        'Environments "qa" and "production" not found; create what is missing, or name another',
    });
  });

  it('reports that it names no environment', async () => {
    const cluster = new InMemoryCluster(aPipeline('default'));
    expect(await availabilityIn(cluster)).toMatchObject({
      status: 'False',
      reason: 'EnvironmentNotFound',
      message: expect.stringContaining('add a promotion path'),
    });
  });

  it('reports a cycle', async () => {
    const cluster = new InMemoryCluster(
      aPipeline('default', withEnvironments('a', 'b', 'a')),
    );
    expect(await availabilityIn(cluster)).toMatchObject({
      status: 'False',
      reason: 'PromotionCycle',
      message: expect.stringContaining('a → b → a'),
    });
  });

  it('reports a duplicate edge', async () => {
    const pipeline = aPipeline('default', withEnvironments('a', 'b'));
    pipeline.spec.promotionPaths?.push(...pipeline.spec.promotionPaths);
    expect(await availabilityIn(new InMemoryCluster(pipeline))).toMatchObject({
      status: 'False',
      reason: 'DuplicatePromotionPath',
      message: expect.stringContaining('from a to b'),
    });
  });
});
