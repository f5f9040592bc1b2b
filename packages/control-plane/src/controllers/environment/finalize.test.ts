import { systemClock } from '@promenade/kube-client';
import {
  Environment,
  Service,
  apiBindingKind,
  apiKind,
  environmentKind,
  finalizers,
  getCondition,
  releaseKind,
  serviceBindingKind,
  serviceKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aComponent,
  aDataPlane,
  aPipeline,
  aProject,
  aService,
  aServiceBinding,
  aServiceClass,
  aWorkload,
  anEnvironment,
  deployedTo,
  withWorkloadName,
  withEnvironments,
  ofComponent,
  withImage,
  reconcileUntilStable,
  testOrganization,
  withSpec,
} from '../../test/__testUtils__';
import { buildDraft, inOrganization } from '../../test/__testUtils__/modifiers';
import { apiReconciler } from '../api/reconcile';
import { classTypes } from '../../core/component-type/binding-types';
import { componentResourceReconciler } from '../componentresource/reconcile';
import { environmentReconciler } from './reconcile';

const [serviceType] = classTypes;
const clock = systemClock;
const key = { namespace: testOrganization, name: 'greeter' };

const inDevelopment = withSpec({ environmentName: 'development' });

function aRelease(name: string) {
  const { apiVersion, kind, schema } = releaseKind;
  return schema.parse(
    buildDraft(apiVersion, kind, name, [ofComponent('greeter'), inDevelopment]),
  );
}

function anAPI(name: string) {
  const { apiVersion, kind, schema } = apiKind;
  return schema.parse(
    buildDraft(apiVersion, kind, name, [
      ofComponent('greeter'),
      inDevelopment,
      withSpec({ type: 'REST' }),
    ]),
  );
}

function anAPIBinding(name: string) {
  const { apiVersion, kind, schema } = apiBindingKind;
  return schema.parse(
    buildDraft(apiVersion, kind, name, [
      inDevelopment,
      withSpec({ apiName: 'books', apiClassName: 'default' }),
    ]),
  );
}

let cluster: InMemoryCluster;
let development: Environment;

beforeEach(() => {
  const { metadata, ...environment } = anEnvironment('development');
  development = {
    ...environment,
    metadata: { ...metadata, finalizers: [finalizers.environment] },
  };
  cluster = new InMemoryCluster(
    aProject('shop'),
    aComponent('greeter'),
    aPipeline('default', withEnvironments('development', 'production')),
    aDataPlane('default'),
    development,
    aServiceClass('default'),
    aWorkload(
      'greeter',
      ofComponent('greeter'),
      withImage('registry.test/app:1'),
    ),
    aService('greeter', ofComponent('greeter'), withWorkloadName('greeter')),
    anAPI('greeter'),
  );
});

/** Reconciles until there are no more writes. */
const reconcile = () =>
  reconcileUntilStable(
    cluster,
    [
      environmentKind,
      environmentReconciler({ clock, cells: { remove: async () => [] } }),
    ],
    [serviceKind, componentResourceReconciler(serviceType, { clock })],
    [apiKind, apiReconciler({ clock })],
  );

const isThere = () => cluster.get(environmentKind, development.metadata);
const ready = ({ status }: Pick<Service, 'status'> = {}) =>
  getCondition(status?.conditions, 'Ready');

describe('an environment that is being deleted', () => {
  it('gets no new deployments, even if it is the first of a pipeline', async () => {
    await reconcile();
    const binding = cluster.get(serviceBindingKind, key);
    expect(binding?.spec.environment).toBe('development');
    // Somebody holds the binding, so that the environment has to wait.
    cluster.apply({
      apiVersion: 'openchoreo.dev/v1alpha1',
      kind: 'ServiceBinding',
      ...binding,
      metadata: { ...key, ...binding?.metadata, finalizers: ['test/held'] },
    });
    cluster.delete(development);
    await reconcile();
    expect(isThere()).toBeDefined();
    const [{ metadata, ...going }] = cluster.list(serviceBindingKind);
    expect(metadata.deletionTimestamp).toBeDefined();
    expect(cluster.list(apiBindingKind)).toEqual([]);
    const told = {
      status: 'False',
      reason: 'EnvironmentFinalizing',
      message: expect.stringContaining('"development" is being deleted'),
    };
    expect(ready(cluster.get(serviceKind, key))).toMatchObject(told);
    expect(ready(cluster.get(apiKind, key))).toMatchObject(told);

    cluster.apply({ ...going, metadata: { ...metadata, finalizers: [] } });
    cluster.delete({ ...going, metadata });
    await reconcile();
    expect(isThere()).toBeUndefined();
  });

  it('deletes bindings and Releases that users created', async () => {
    cluster.apply(
      aServiceBinding(
        'other',
        ofComponent('other'),
        deployedTo('development', 'registry.test/app:1'),
      ),
    );
    cluster.apply(anAPIBinding('books-anew'));
    cluster.apply(aRelease('by-hand'));
    cluster.delete(development);
    await reconcile();
    expect(isThere()).toBeUndefined();
    expect(cluster.get(releaseKind, { ...key, name: 'by-hand' })).toBe(
      undefined,
    );
    expect(cluster.get(apiBindingKind, { ...key, name: 'books-anew' })).toBe(
      undefined,
    );
    expect(cluster.get(serviceBindingKind, { ...key, name: 'other' })).toBe(
      undefined,
    );
  });
});

describe('a shared environment that is deleted', () => {
  it('waits for the bindings of other organizations and deletes nothing of theirs', async () => {
    const { metadata, ...environment } = anEnvironment(
      'qa',
      inOrganization('default'),
    );
    const shared = {
      ...environment,
      metadata: { ...metadata, finalizers: [finalizers.environment] },
    };
    const binding = aServiceBinding(
      'greeter-qa',
      ofComponent('greeter'),
      deployedTo('qa', 'registry.test/app:1'),
    );
    cluster.apply(shared);
    cluster.apply(binding);
    cluster.delete(shared);
    await reconcile();
    const blocked = cluster.get(environmentKind, shared.metadata);
    expect(
      getCondition(blocked?.status?.conditions, 'Finalizing')?.message,
    ).toBe(
      '1 binding of 1 other organization uses this shared environment; delete it, or create an Environment of the same name in its organization',
    );
    expect(
      cluster.get(serviceBindingKind, binding.metadata)?.metadata
        .deletionTimestamp,
    ).toBeUndefined();
    cluster.apply({ ...shared, spec: undefined });
    await reconcile();
    expect(
      cluster.invalidObject(environmentKind, shared.metadata),
    ).toBeDefined();

    // Malformed or not, its own environment replaces the shared one.
    cluster.apply({ ...anEnvironment('qa'), spec: undefined });
    await reconcile();
    expect(cluster.get(environmentKind, shared.metadata)).toBeUndefined();
  });
});
