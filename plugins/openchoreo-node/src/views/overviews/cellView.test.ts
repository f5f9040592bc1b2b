import {
  componentKind,
  managedResourceKind,
  projectKind,
  serviceBindingKind,
} from '@promenade/openchoreo-model';
import {
  acme,
  seeAll,
  seeAllBut,
  seeNothing,
  time,
  type OverviewResources,
} from '../../__testUtils__/OverviewResources';

const cell = { organization: 'acme', project: 'shop' };

type Status = 'Resolved' | 'Pending' | 'Invalid';

/** A connection, and its state in the status of the binding. */
interface Connection {
  spec: object;
  state?: Status;
}

const to = (componentName: string, projectName = 'shop') => ({
  type: 'api',
  params: { componentName, projectName, endpoint: 'api' },
  inject: { env: [] },
});

/** Adds a component that runs in development and has connections. */
function caller(
  resources: OverviewResources,
  name: string,
  connections: Record<string, Connection>,
  { project = 'shop', reason = 'ResourcesActive' } = {},
): OverviewResources {
  const owner = { projectName: project, componentName: name };
  const entries = Object.entries(connections);
  return resources
    .with(componentKind, name, {
      owner: { projectName: project },
      type: 'Service',
    })
    .with(
      serviceBindingKind,
      name,
      {
        owner,
        environment: 'development',
        className: 'default',
        workloadSpec: {
          containers: { main: { image: 'app:1.2' } },
          connections: Object.fromEntries(
            entries.map(([key, { spec }]) => [key, spec]),
          ),
        },
      },
      {
        status: {
          conditions: [
            {
              type: 'Ready',
              status: reason === 'ResourcesActive' ? 'True' : 'False',
              reason,
              message: `Reason ${reason}`,
              lastTransitionTime: time,
              observedGeneration: 1,
            },
          ],
          endpoints: [
            {
              name: 'api',
              type: 'REST',
              project: { host: name, port: 80 },
              public: { host: 'pub.test', port: 443, scheme: 'https' },
            },
          ],
          connections: entries.flatMap(([key, { state }]) =>
            state ? { name: key, state, message: `Message of ${key}` } : [],
          ),
        },
      },
    );
}

describe('the view of a cell', () => {
  it('has the components of the first environment with addresses, and the other environments', async () => {
    const view = await caller(acme(), 'front', {}).overviews.cell(cell, seeAll);
    expect(view).toMatchObject({
      ...cell,
      environment: { name: 'development' },
      environments: [
        { name: 'development' },
        { name: 'staging' },
        { name: 'production' },
      ],
      isolation: { mode: 'Off' },
      connections: [],
    });
    expect(view.components.map(({ name, state }) => [name, state])).toEqual([
      ['cart', 'Ready'],
      ['front', 'Ready'],
      ['idle', 'NotDeployed'],
      ['web', 'Ready'],
    ]);
    expect(view.components[1]).toMatchObject({
      entityRef: 'component:acme/front',
      endpoints: [
        { name: 'api', visibility: 'public', url: 'https://pub.test:443' },
        { name: 'api', visibility: 'project' },
      ],
    });
  });

  it('has each connection with its direction and state', async () => {
    const resources = caller(acme(), 'front', {
      cart: { spec: to('cart'), state: 'Resolved' },
      db: {
        spec: {
          type: 'managed',
          managed: { resource: 'orders' },
          inject: { env: [] },
        },
        state: 'Pending',
      },
      gone: { spec: to('gone'), state: 'Pending' },
      mail: {
        spec: {
          type: 'external',
          external: { host: 'mail.test', port: 25 },
          inject: { env: [] },
        },
        state: 'Invalid',
      },
      stock: { spec: to('stock', 'depot'), state: 'Resolved' },
    })
      .with(projectKind, 'depot', { deploymentPipelineRef: 'main' })
      .with(managedResourceKind, 'orders', {
        type: 'postgres',
        environments: [],
      });
    caller(resources, 'stock', {}, { project: 'depot' });
    caller(
      resources,
      'report',
      { cart: { spec: to('cart', 'shop'), state: 'Resolved' } },
      { project: 'depot' },
    );
    const { connections } = await resources.overviews.cell(cell, seeAll);
    expect(connections).toMatchObject([
      {
        name: 'cart',
        direction: 'inside',
        state: 'Resolved',
        from: { component: 'front' },
        to: {
          kind: 'component',
          component: 'cart',
          endpoint: 'api',
          entityRef: 'component:acme/cart',
        },
      },
      {
        name: 'db',
        direction: 'southbound',
        state: 'Waiting',
        message: 'Message of db.',
        to: { kind: 'resource', resource: 'orders' },
      },
      {
        name: 'gone',
        direction: 'inside',
        state: 'Waiting',
        to: { component: 'gone', entityRef: undefined },
      },
      {
        name: 'mail',
        direction: 'southbound',
        state: 'Broken',
        to: { kind: 'host', address: 'mail.test:25' },
      },
      {
        name: 'stock',
        direction: 'eastbound',
        state: 'Resolved',
        to: { project: 'depot', component: 'stock' },
      },
      {
        name: 'cart',
        direction: 'westbound',
        from: { project: 'depot', component: 'report' },
        to: { component: 'cart' },
      },
    ]);
  });

  it('shows a connection as broken while its target has failed', async () => {
    const resources = acme().component('bad', { development: 'Failed' });
    caller(resources, 'front', { bad: { spec: to('bad'), state: 'Resolved' } });
    const { connections } = await resources.overviews.cell(cell, seeAll);
    expect(connections).toMatchObject([
      { name: 'bad', state: 'Broken', message: 'bad has failed.' },
    ]);
  });

  it('knows the connections of a control plane that does not report them by the Ready condition', async () => {
    const resources = caller(acme(), 'front', { a: { spec: to('cart') } });
    caller(
      resources,
      'waiter',
      { b: { spec: to('cart') } },
      { reason: 'ConnectionsPending' },
    );
    const { connections } = await resources.overviews.cell(cell, seeAll);
    expect(connections).toMatchObject([
      { name: 'a', state: 'Resolved' },
      { name: 'b', state: 'Unknown', message: 'Reason ConnectionsPending.' },
    ]);
  });

  it('has neither hidden components nor their connections', async () => {
    const resources = caller(acme(), 'front', {
      cart: { spec: to('cart'), state: 'Resolved' },
    });
    caller(
      resources,
      'report',
      { front: { spec: to('front', 'shop'), state: 'Resolved' } },
      { project: 'depot' },
    );
    const { components, connections } = await resources.overviews.cell(
      cell,
      seeAllBut('cart', 'report'),
    );
    expect(components.map(({ name }) => name)).toEqual([
      'front',
      'idle',
      'web',
    ]);
    expect(connections).toHaveLength(1);
    expect(connections[0].to).toEqual({
      kind: 'component',
      project: 'shop',
      component: 'cart',
      endpoint: 'api',
    });
    const hidden = await resources.overviews.cell(cell, seeAllBut('front'));
    expect(hidden.connections).toEqual([]);
  });

  it('tells whether undeclared traffic is denied', async () => {
    const resources = acme().with(
      projectKind,
      'shop',
      { deploymentPipelineRef: 'main', cell: { isolation: 'Enforced' } },
      {
        status: {
          conditions: [
            {
              type: 'Isolated',
              status: 'False',
              reason: 'NoPolicyProvider',
              message: 'the data plane has no provider',
              lastTransitionTime: time,
            },
          ],
        },
      },
    );
    const { isolation } = await resources.overviews.cell(cell, seeAll);
    expect(isolation).toEqual({
      mode: 'Enforced',
      isEffective: false,
      message: 'the data plane has no provider.',
    });
  });

  it('is not found for another environment, an unknown project, and a hidden one', async () => {
    const { overviews } = acme();
    await expect(
      overviews.cell({ ...cell, environment: 'moon' }, seeAll),
    ).rejects.toThrow('The project shop has no environment moon');
    await expect(
      overviews.cell({ ...cell, project: 'nope' }, seeAll),
    ).rejects.toThrow('There is no project nope');
    await expect(overviews.cell(cell, seeNothing)).rejects.toThrow(
      'There is no project shop',
    );
  });
});
