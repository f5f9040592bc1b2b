import {
  Promotion,
  PromotionPolicy,
  componentKind,
  deployableArtifactKind,
  projectKind,
  promotionKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aComponent,
  aPipeline,
  aProject,
  aPromotion,
  aPromotionPolicy,
  aServiceBinding,
  deployedTo,
  fromTo,
  ofComponent,
  testOrganization,
  withEnvironments,
  withSpec,
} from '../../test/__testUtils__';
import { buildArtifact } from '../../core/artifact/artifact';
import { deployableContent } from '../../core/binding/binding';
import { deleteUnusedArtifacts } from './delete-unused-artifacts';
import { promotionHistoryReconciler } from './reconcile';

const owner = { projectName: 'shop', componentName: 'greeter' };
const noon = Date.parse('2026-01-01T12:00:00Z');
const hour = 60 * 60_000;

let cluster: InMemoryCluster;
let now: number;

beforeEach(() => {
  now = noon;
  cluster = new InMemoryCluster(
    aProject('shop'),
    aPipeline('default', withEnvironments('development', 'staging')),
    aComponent('greeter'),
  );
});

const deployment = (tag: number) =>
  aServiceBinding(
    'greeter',
    ofComponent('greeter'),
    deployedTo('development', `registry.test/app:${tag}`),
  );

const artifactOf = (tag: number) =>
  buildArtifact(
    testOrganization,
    { owner },
    deployableContent('ServiceBinding', deployment(tag)),
  );

/** A promotion of the release with a tag that ended so many hours before noon. */
function endedBefore(name: string, hours: number, tag = 1): Promotion {
  const promotion = aPromotion(
    name,
    ofComponent('greeter'),
    fromTo('development', 'staging'),
  );
  return {
    ...promotion,
    spec: { ...promotion.spec, artifactRef: artifactOf(tag).metadata.name },
    status: {
      phase: 'Succeeded',
      completedAt: new Date(noon - hours * hour).toISOString(),
    },
  };
}

const policy = (spec: Partial<PromotionPolicy['spec']>, name = 'policy') =>
  aPromotionPolicy(
    name,
    withSpec({ pipelineRef: 'default', rules: [], ...spec }),
  );

const newReconciler = () =>
  promotionHistoryReconciler({
    clock: { now: () => now, monotonic: () => now, after: () => () => {} },
    projectKind,
    componentKind,
    deleteUnusedReleases: deleteUnusedArtifacts,
  });

function cleanUp(reconcile = newReconciler()) {
  return reconcile(
    { namespace: testOrganization, name: 'greeter' },
    cluster,
    cluster,
  );
}

const names = () =>
  cluster.list(promotionKind).map(({ metadata }) => metadata.name);

describe('the history of a component', () => {
  it('keeps everything without a limit', async () => {
    cluster.apply(endedBefore('old', 100_000));
    expect(await cleanUp()).toEqual({});
    expect(names()).toEqual(['old']);
  });

  it('keeps as many finished promotions as the policy says, and the artifacts that they refer to', async () => {
    cluster.apply(policy({ historyLimit: 2 }));
    for (const tag of [1, 2, 3, 4]) {
      cluster.apply(artifactOf(tag));
      cluster.apply(endedBefore(`p${tag}`, 10 - tag, tag));
    }
    cluster.apply(deployment(1));
    await cleanUp();
    expect(names()).toEqual(['p3', 'p4']);
    const tags = cluster
      .list(deployableArtifactKind)
      .map(({ spec }) => spec.targetArtifact.fromImageRef?.tag);
    expect(tags.sort()).toEqual(['1', '3', '4']);
  });

  it('keeps the newest of those that ended in the same second', async () => {
    const created = (name: string, creationTimestamp: string) => {
      const promotion = endedBefore(name, 1);
      return {
        ...promotion,
        metadata: { ...promotion.metadata, creationTimestamp },
      };
    };
    cluster.apply(policy({ historyLimit: 1 }));
    cluster.apply(created('b-old', '2026-01-01T10:00:00Z'));
    cluster.apply(created('a-new', '2026-01-01T10:00:01Z'));
    await cleanUp();
    expect(names()).toEqual(['a-new']);
  });

  it('deletes promotions that ended before the retention time, and comes back for the next one', async () => {
    cluster.apply(policy({ retention: '24h' }));
    cluster.apply(endedBefore('old', 24));
    cluster.apply(endedBefore('young', 4));
    expect(await cleanUp()).toEqual({ requeueAfter: 20 * hour });
    expect(names()).toEqual(['young']);
    now += 20 * hour;
    await cleanUp();
    expect(names()).toEqual([]);
  });

  it('does not delete promotions that have not ended', async () => {
    cluster.apply(policy({ historyLimit: 1, retention: '1h' }));
    const { status: _, ...waiting } = endedBefore('waiting', 50);
    cluster.apply(waiting);
    await cleanUp();
    expect(names()).toEqual(['waiting']);
  });

  it('applies to a component that was deleted', async () => {
    cluster.apply(policy({ historyLimit: 1 }));
    cluster.apply(endedBefore('older', 2));
    cluster.apply(endedBefore('newer', 1));
    const [component] = cluster.list(componentKind);
    cluster.delete(component);
    await cleanUp();
    expect(names()).toEqual(['newer']);
  });

  it('takes the smallest limit of several policies', async () => {
    cluster.apply(policy({ historyLimit: 2 }));
    cluster.apply(policy({ historyLimit: 1 }, 'second'));
    ['a', 'b', 'c'].forEach((name, index) =>
      cluster.apply(endedBefore(name, index + 1)),
    );
    await cleanUp();
    expect(names()).toEqual(['a']);
  });

  describe('in later passes of the same process', () => {
    const promotions = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        endedBefore(`p${index}`, count - index),
      );

    it('reads no promotions while none can be too many or too old', async () => {
      cluster.apply(policy({ historyLimit: 60, retention: '1000h' }));
      promotions(50).forEach(promotion => cluster.apply(promotion));
      const reconcile = newReconciler();
      await cleanUp(reconcile);
      cluster.objectsRead = 0;
      cluster.apply(endedBefore('next', 0));
      expect(await cleanUp(reconcile)).toEqual({ requeueAfter: 24 * hour });
      expect(cluster.objectsRead).toBeLessThan(10);
      expect(names()).toHaveLength(51);
    });

    it('deletes as soon as there are too many', async () => {
      cluster.apply(policy({ historyLimit: 3 }));
      promotions(3).forEach(promotion => cluster.apply(promotion));
      const reconcile = newReconciler();
      await cleanUp(reconcile);
      cluster.apply(endedBefore('next', 0));
      await cleanUp(reconcile);
      expect(names()).toEqual(['p1', 'p2', 'next']);
    });

    it('deletes what has become too old', async () => {
      cluster.apply(policy({ retention: '4h' }));
      promotions(3).forEach(promotion => cluster.apply(promotion));
      const reconcile = newReconciler();
      await cleanUp(reconcile);
      now += hour;
      await cleanUp(reconcile);
      expect(names()).toEqual(['p1', 'p2']);
    });

    it('applies a changed policy', async () => {
      cluster.apply(policy({ historyLimit: 10 }));
      promotions(3).forEach(promotion => cluster.apply(promotion));
      const reconcile = newReconciler();
      await cleanUp(reconcile);
      cluster.apply(policy({ historyLimit: 1 }));
      await cleanUp(reconcile);
      expect(names()).toEqual(['p2']);
    });
  });
});
