import { systemClock } from '@promenade/kube-client';
import {
  Workload,
  componentKind,
  getCondition,
  workloadKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  Modifier,
  aComponent,
  aComponentType,
  aProject,
  aService,
  aWorkload,
  ofComponent,
  reconcileUntilStable,
  testOrganization,
  withImage,
  withSpec,
  withWorkloadName,
} from '../../test/__testUtils__';
import { apiError } from '../../test/__testUtils__/api-errors';
import { controllerReference } from '../../runtime/owner-reference';
import { componentSourceReconciler } from './reconcile';

const image = 'registry.test/app:1';
const greeter = ofComponent('greeter');
const componentKey = { namespace: testOrganization, name: 'greeter' };

let cluster: InMemoryCluster;

const reconcile = () =>
  reconcileUntilStable(cluster, [
    componentKind,
    componentSourceReconciler({ clock: systemClock }),
  ]);

const withSource = (ref: string, pullSecretRef?: string): Modifier =>
  withSpec({
    source: { image: { ref, ...(pullSecretRef && { pullSecretRef }) } },
  });

const withType = withSpec({ componentType: { name: 'deployment/web' } });

const workload = (name: string) =>
  cluster.get(workloadKind, { namespace: testOrganization, name });

const condition = () =>
  getCondition(
    cluster.get(componentKind, componentKey)?.status?.conditions,
    'SourceApplied',
  );

function start(...objects: ConstructorParameters<typeof InMemoryCluster>) {
  cluster = new InMemoryCluster(
    aProject('shop'),
    aComponentType('web'),
    ...objects,
  );
}

/** A Workload that the component `greeter` controls. */
function maintained(name: string, ...parts: Modifier[]): Workload {
  const component = cluster.get(componentKind, componentKey);
  const built = aWorkload(name, greeter, withImage(image), ...parts);
  return {
    ...built,
    metadata: {
      ...built.metadata,
      ownerReferences: component && [controllerReference(component)],
    },
  };
}

describe('the Workload of a component whose source is an image', () => {
  it('is created for a component type, with the pull Secret', async () => {
    start(aComponent('greeter', withType, withSource(image, 'registry')));
    await reconcile();
    expect(workload('greeter-workload')).toMatchObject({
      metadata: {
        ownerReferences: [
          { kind: 'Component', name: 'greeter', controller: true },
        ],
      },
      spec: {
        owner: { projectName: 'shop', componentName: 'greeter' },
        containers: { main: { image } },
        imagePullSecrets: [{ name: 'registry' }],
      },
    });
    expect(condition()).toMatchObject({
      status: 'True',
      reason: 'SourceApplied',
    });
  });

  it('is created under the name that the Service has', async () => {
    start(
      aComponent('greeter', withSource(image)),
      aService('greeter', greeter, withWorkloadName('hello')),
    );
    await reconcile();
    expect(cluster.list(workloadKind).map(each => each.metadata.name)).toEqual([
      'hello',
    ]);
    expect(workload('hello')?.spec.containers).toEqual({ main: { image } });
  });

  it('is not created before something deploys it', async () => {
    start(aComponent('greeter', withSource(image)));
    await reconcile();
    expect(cluster.list(workloadKind)).toEqual([]);
    expect(condition()).toMatchObject({
      status: 'False',
      reason: 'NotDeployed',
    });
  });

  it('gets another image and pull Secret, and keeps what people set', async () => {
    start(aComponent('greeter', withType, withSource(image, 'registry')));
    await reconcile();
    const endpoints = { api: { type: 'REST', port: 8080 } };
    const env = [{ key: 'LOG_LEVEL', value: 'debug' }];
    cluster.apply(
      maintained(
        'greeter-workload',
        withSpec({ containers: { main: { image, env } }, endpoints }),
      ),
    );
    cluster.apply(
      aComponent('greeter', withType, withSource('registry.test/app:2')),
    );
    await reconcile();
    expect(workload('greeter-workload')?.spec).toEqual({
      owner: { projectName: 'shop', componentName: 'greeter' },
      containers: { main: { image: 'registry.test/app:2', env } },
      endpoints,
    });
  });

  it('gets its image back when somebody changes it', async () => {
    start(aComponent('greeter', withType, withSource(image)));
    await reconcile();
    cluster.apply(
      maintained('greeter-workload', withImage('registry.test/other:1')),
    );
    await reconcile();
    expect(workload('greeter-workload')?.spec.containers?.main.image).toBe(
      image,
    );
  });

  it('is copied when the Service names another', async () => {
    start(
      aComponent('greeter', withSource(image)),
      aService('greeter', greeter, withWorkloadName('first')),
    );
    await reconcile();
    cluster.apply(maintained('first', withSpec({ connections: {} })));
    cluster.apply(aService('greeter', greeter, withWorkloadName('second')));
    await reconcile();
    expect(workload('second')?.spec).toEqual(workload('first')?.spec);
    expect(workload('second')?.spec.endpoints).toBeDefined();
  });

  it('stays when the source is removed, and is no longer maintained', async () => {
    start(aComponent('greeter', withType, withSource(image)));
    await reconcile();
    cluster.apply(aComponent('greeter', withType));
    await reconcile();
    expect(workload('greeter-workload')?.spec.containers?.main.image).toBe(
      image,
    );
    expect(
      workload('greeter-workload')?.metadata.ownerReferences,
    ).toBeUndefined();
    expect(condition()).toBeUndefined();
  });
});

describe('a Workload that the component does not control', () => {
  it.each([
    ['made by hand', greeter, /was not created from spec\.source/],
    [
      'of another component',
      ofComponent('other'),
      /belongs to component "other"/,
    ],
    [
      'of another track',
      (draft: Parameters<Modifier>[0]) => {
        greeter(draft);
        withSpec({ deploymentTrack: 'beta' })(draft);
      },
      /belongs to the track "beta"/,
    ],
  ])('%s is not changed', async (_, owner, message) => {
    const existing = aWorkload(
      'hello',
      owner,
      withImage('registry.test/other:1'),
    );
    start(
      aComponent('greeter', withSource(image)),
      aService('greeter', greeter, withWorkloadName('hello')),
      existing,
    );
    await reconcile();
    expect(workload('hello')?.spec).toEqual(existing.spec);
    expect(workload('hello')?.metadata.ownerReferences).toBeUndefined();
    expect(cluster.list(workloadKind)).toHaveLength(1);
    expect(condition()).toMatchObject({
      status: 'False',
      reason: 'WorkloadOfAnother',
      message: expect.stringMatching(message),
    });
  });

  it('keeps a component with a component type from having a second one', async () => {
    start(
      aComponent('greeter', withType, withSource(image)),
      aWorkload('hello', greeter, withImage('registry.test/other:1')),
    );
    await reconcile();
    expect(cluster.list(workloadKind)).toHaveLength(1);
    expect(condition()?.reason).toBe('WorkloadOfAnother');
  });
});

describe('a Workload that cannot have the image', () => {
  it('is reported if it is unknown which container runs it', async () => {
    start(aComponent('greeter', withType, withSource(image)));
    await reconcile();
    const containers = { one: { image: 'a:1' }, two: { image: 'b:1' } };
    cluster.apply(maintained('greeter-workload', withSpec({ containers })));
    await reconcile();
    expect(workload('greeter-workload')?.spec.containers).toEqual(containers);
    expect(condition()).toMatchObject({
      status: 'False',
      reason: 'ContainerUnknown',
    });
  });

  it('is reported with the message of the server, and tried again', async () => {
    start(aComponent('greeter', withType, withSource(image)));
    jest
      .spyOn(cluster, 'create')
      .mockRejectedValueOnce(apiError(403, 'Forbidden', 'exceeded quota'));
    const result = await componentSourceReconciler({ clock: systemClock })(
      componentKey,
      cluster,
      cluster,
    );
    expect(result).toEqual({ requeueAfter: 60_000 });
    expect(condition()).toMatchObject({
      status: 'False',
      reason: 'WorkloadRejected',
      message: expect.stringContaining('exceeded quota'),
    });
  });
});
