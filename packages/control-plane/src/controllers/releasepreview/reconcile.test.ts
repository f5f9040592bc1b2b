import {
  ReleasePreview,
  releaseKind,
  releasePreviewKind,
  serviceBindingKind,
} from '@promenade/openchoreo-model';
import { buildArtifact } from '../../core/artifact/artifact';
import { deployableContent } from '../../core/binding/binding';
import {
  InMemoryCluster,
  aComponent,
  aPipeline,
  aProject,
  aReleasePreview,
  aServiceBinding,
  aServiceClass,
  anEnvironment,
  createdAt,
  deployedTo,
  ofComponent,
  reconcileUntilStable,
  testOrganization,
  withEnvironments,
  withSpec,
} from '../../test/__testUtils__';
import { jsonAt } from '../../runtime/json';
import { releasePreviewReconciler } from './reconcile';

const owner = { projectName: 'shop', componentName: 'greeter' };
const noon = Date.parse('2026-01-01T12:00:00Z');

let cluster: InMemoryCluster;
let now: number;

const deployment = (tag: string) =>
  aServiceBinding(
    'greeter-production',
    ofComponent('greeter'),
    deployedTo('production', `registry.test/app:${tag}`),
  );

const artifact = buildArtifact(
  testOrganization,
  { owner },
  deployableContent('ServiceBinding', deployment('2')),
);

const previewOf = (spec: Partial<ReleasePreview['spec']> = {}) =>
  aReleasePreview(
    'preview',
    ofComponent('greeter'),
    createdAt('2026-01-01T12:00:00Z'),
    withSpec({
      environment: 'production',
      artifactRef: artifact.metadata.name,
      ...spec,
    }),
  );

beforeEach(() => {
  now = noon;
  cluster = new InMemoryCluster(
    aProject('shop'),
    aPipeline('default', withEnvironments('staging', 'production')),
    anEnvironment('production'),
    aComponent('greeter'),
    aServiceClass('default'),
    artifact,
  );
});

async function preview(spec?: Partial<ReleasePreview['spec']>) {
  cluster.apply(previewOf(spec));
  await reconcile();
  return cluster.list(releasePreviewKind).at(0)?.status;
}

function reconcile() {
  const clock = { now: () => now, monotonic: () => now, after: () => () => {} };
  return reconcileUntilStable(cluster, [
    releasePreviewKind,
    releasePreviewReconciler({ clock }),
  ]);
}

function deploymentOf(status: ReleasePreview['status']) {
  return status?.resources?.find(({ object }) => object.kind === 'Deployment')
    ?.object;
}

describe('a ReleasePreview', () => {
  it('has the objects of a release where nothing runs, and deploys nothing', async () => {
    const status = await preview();
    expect(status?.conditions).toMatchObject([
      { type: 'Ready', status: 'True', reason: 'Rendered' },
    ]);
    expect(JSON.stringify(deploymentOf(status))).toContain(
      '"image":"registry.test/app:2"',
    );
    expect(cluster.list(serviceBindingKind)).toEqual([]);
    expect(cluster.list(releaseKind)).toEqual([]);
  });

  it('has the overrides of the environment, unless it names others', async () => {
    const existing = deployment('1');
    cluster.apply({
      ...existing,
      spec: { ...existing.spec, envOverrides: { replicas: 4 } },
    });
    expect(jsonAt(deploymentOf(await preview()), 'spec', 'replicas')).toBe(4);
    const other = await preview({ envOverrides: { replicas: 2 } });
    expect(jsonAt(deploymentOf(other), 'spec', 'replicas')).toBe(2);
    expect(cluster.list(serviceBindingKind)[0].spec.artifactRef).toBe(
      existing.spec.artifactRef,
    );
  });

  it('says what would prevent the deployment', async () => {
    expect((await preview({ artifactRef: 'none' }))?.problems).toEqual([
      'DeployableArtifact "none" not found.',
    ]);
    cluster.delete(aServiceClass('default'));
    const status = await preview();
    expect(status?.conditions?.[0]).toMatchObject({
      status: 'False',
      reason: 'NotRendered',
      message: 'ServiceClass "default" not found',
    });
  });

  it('says which policy of the environment forbids it', async () => {
    const production = anEnvironment('production');
    cluster.apply({
      ...production,
      spec: { ...production.spec, policies: { allowedImages: '^ghcr' } },
    });
    expect((await preview())?.problems?.[0]).toContain(
      'Image "registry.test/app:2" does not match allowedImages',
    );
  });

  it('is deleted after ten minutes', async () => {
    await preview();
    now += 10 * 60_000;
    await reconcile();
    expect(cluster.list(releasePreviewKind)).toEqual([]);
  });
});
