import { catalogUnitTypes } from '../domain/CatalogUnit';
import { catalogUnits } from './catalogUnits';
import {
  manifest,
  project,
  component,
  environment,
  Shop,
} from '../__testUtils__/Shop';

describe('the catalog units of class-binding', () => {
  it('are listed by type', () => {
    const { store } = new Shop();
    const listed = catalogUnitTypes.flatMap(type =>
      catalogUnits.list(store, type),
    );
    expect(listed.map(({ type, name }) => `${type} ${name}`)).toEqual([
      'organization acme',
      'project shop',
      'component orders',
      'component stock',
      'api books',
      'environment development',
      'environment production',
      'data-plane local',
      'data-plane remote',
      'deployment-pipeline main',
      'managed-resource ledger',
    ]);
  });

  it('are made of classes, except the default ones, and of component types', () => {
    const shop = new Shop();
    const type = {
      workloadType: 'deployment',
      parameters: { openAPIV3Schema: { properties: {} } },
      validations: [{ rule: '${true}', message: 'Is always true.' }],
      resources: [{ id: 'deployment', template: {} }],
    };
    shop.set(
      manifest('ServiceClass', 'default', {}),
      manifest('APIClass', 'default', {}),
      manifest(
        'ScheduledTaskClass',
        'nightly',
        {},
        { annotations: { 'openchoreo.dev/template': ' none ' } },
      ),
      manifest('ComponentType', 'web-app', type),
      {
        ...manifest('ClusterComponentType', 'web-app', type),
        metadata: { name: 'web-app' },
      },
    );
    expect(shop.unit('service-class', 'default')).toBeUndefined();
    expect(shop.unit('api-class', 'default')).toBeUndefined();
    expect(shop.unit('scheduled-task-class', 'nightly')).toMatchObject({
      selection: { type: 'ScheduledTask', className: 'nightly' },
      template: 'none',
    });
    expect(shop.unit('component-type', 'web-app')).toMatchObject({
      organization: 'acme',
      selection: {
        componentType: { kind: 'ComponentType', name: 'deployment/web-app' },
      },
      parameterSchema: { properties: {} },
      rules: ['Is always true.'],
    });
    const [key] = catalogUnits.list(shop.store, 'cluster-component-type');
    expect(key.organization).toBe('default');
    expect(catalogUnits.get(shop.store, key)).toMatchObject({
      selection: { componentType: { kind: 'ClusterComponentType' } },
    });
  });

  it('have the delivery annotations of a project', () => {
    const delivery = {
      'openchoreo.dev/delivery': 'pull-request',
      'openchoreo.dev/delivery-repository': 'https://git.test/shop',
    };
    const shop = new Shop();
    shop.set(project({ ...delivery, 'openchoreo.dev/owner': 'shop-team' }));
    expect(shop.unit('project', 'shop')).toMatchObject({
      deliveryAnnotations: delivery,
    });
  });

  it('have the owners of the resource and of what it belongs to', () => {
    const shop = new Shop();
    const ofProject = {
      value: 'shop-team',
      declaredBy: { kind: 'Project', name: 'shop' },
    };
    const ofComponent = {
      value: 'user:default/sam',
      declaredBy: { kind: 'Component', name: 'stock' },
    };
    expect(shop.unit('component', 'stock')).toMatchObject({
      owners: [ofComponent, ofProject],
      lifecycle: 'experimental',
    });
    expect(shop.unit('api', 'books')).toMatchObject({
      owners: [ofComponent, ofProject],
      lifecycle: 'experimental',
      target: 'https://books.example.test',
    });
    expect(shop.unit('managed-resource', 'ledger')?.owners).toEqual([
      ofProject,
    ]);
  });

  it('have an owner that is empty, so that it can be reported', () => {
    const shop = new Shop();
    shop.set(component('orders', { 'openchoreo.dev/owner': ' ' }));
    expect(shop.unit('component', 'orders')?.owners).toEqual([
      { value: '', declaredBy: { kind: 'Component', name: 'orders' } },
      { value: 'shop-team', declaredBy: { kind: 'Project', name: 'shop' } },
    ]);
  });

  it('name the component type of a component', () => {
    const shop = new Shop();
    const typed = (kind: string) =>
      manifest('Component', 'orders', {
        owner: { projectName: 'shop' },
        componentType: { kind, name: 'deployment/web-app' },
      });
    shop.set(typed('ComponentType'));
    expect(shop.unit('component', 'orders')).toMatchObject({
      definedBy: {
        type: 'component-type',
        organization: 'acme',
        name: 'web-app',
      },
    });
    shop.set(typed('ClusterComponentType'));
    expect(shop.unit('component', 'orders')).toMatchObject({
      definedBy: {
        type: 'cluster-component-type',
        organization: 'default',
        name: 'web-app',
      },
    });
  });

  it('have the promotions of a pipeline and the annotations of a resource', () => {
    const shop = new Shop();
    expect(shop.unit('deployment-pipeline', 'main')).toMatchObject({
      promotions: [{ source: 'development', target: 'production' }],
    });
    shop.set(component('orders', { 'github.com/project-slug': 'acme/orders' }));
    expect(shop.unit('component', 'orders')?.annotations).toEqual({
      'github.com/project-slug': 'acme/orders',
    });
  });

  it('have the default data plane of an environment that names none', () => {
    const shop = new Shop();
    shop.set(environment('development', {}));
    expect(shop.unit('environment', 'development')).toMatchObject({
      dataPlane: { organization: 'acme', name: 'default' },
    });
  });

  it('refer to resources of the organization, or to shared ones', () => {
    const shop = new Shop();
    expect(shop.unit('environment', 'development')).toMatchObject({
      dataPlane: { organization: 'acme', name: 'local' },
    });
    expect(shop.unit('environment', 'production')).toMatchObject({
      dataPlane: { organization: 'default', name: 'remote' },
    });
    expect(shop.unit('deployment-pipeline', 'main')).toMatchObject({
      environments: [
        { organization: 'acme', name: 'development' },
        { organization: 'acme', name: 'production' },
      ],
    });
  });

  it('do not include a resource that is being deleted, nor the APIs of such a component', () => {
    const shop = new Shop();
    const stock = component('stock');
    const deletionTimestamp = '2026-03-01T12:00:00Z';
    shop.set({ ...stock, metadata: { ...stock.metadata, deletionTimestamp } });
    expect(shop.unit('component', 'stock')).toBeUndefined();
    expect(shop.unit('api', 'books')).toBeUndefined();
  });
});
