import { systemClock } from '@promenade/kube-client';
import {
  KindDefinition,
  KubernetesObject,
  conditionsSchema,
  dataPlaneKind,
  getCondition,
  deployableArtifactKind,
  deploymentKind,
} from '@promenade/openchoreo-model';
import { z } from 'zod';
import {
  InMemoryCluster,
  aDataPlane,
  reconcileUntilStable,
  testOrganization,
  withSpec,
} from '../../test/__testUtils__';
import { validationReconciler } from './reconcile';

const dependencies = { clock: systemClock, isOnlyController: true };

const reconcile = (cluster: InMemoryCluster) =>
  reconcileUntilStable(
    cluster,
    [dataPlaneKind, validationReconciler(dataPlaneKind, dependencies)],
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
    const observer = {
      url: 'https://logs.test',
      authentication: { basicAuth: { username: 'ana', password: 'hush' } },
    };
    const cluster = new InMemoryCluster(
      aDataPlane('local', withSpec({ observer })),
    );
    await reconcile(cluster);
    expect(ignoredIn(cluster, dataPlaneKind, 'local')).toMatchObject({
      status: 'True',
      reason: 'NotImplemented',
      message: 'These fields have no effect yet: spec.observer',
    });
    cluster.apply(aDataPlane('local'));
    await reconcile(cluster);
    expect(ignoredIn(cluster, dataPlaneKind, 'local')).toBeUndefined();
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

  it('is written once on kinds whose status is no subresource', async () => {
    const cluster = new InMemoryCluster({
      apiVersion: deploymentKind.apiVersion,
      kind: 'Deployment',
      metadata: { name: 'greeter', namespace: testOrganization },
      spec: {
        deploymentArtifactRef: 'greeter-1',
        configurationOverrides: { application: { args: ['--verbose'] } },
      },
    });
    await reconcileUntilStable(cluster, [
      deploymentKind,
      validationReconciler(deploymentKind, dependencies),
    ]);
    expect(ignoredIn(cluster, deploymentKind, 'greeter')?.message).toBe(
      'These fields have no effect yet: spec.configurationOverrides',
    );
    expect(cluster.writes).toHaveLength(1);
  });

  it('costs no write for an object without such fields', async () => {
    const cluster = new InMemoryCluster(aDataPlane('local'));
    await reconcile(cluster);
    expect(cluster.writes).toEqual([]);
  });
});
