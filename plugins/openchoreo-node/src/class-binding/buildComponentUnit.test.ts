import { Shop, workload } from '../__testUtils__/Shop';

describe('the catalog unit of a component', () => {
  it('has the endpoints of all its workloads', () => {
    const shop = new Shop();
    const second = workload('orders', {
      endpoints: { admin: { type: 'REST', port: 9090 } },
    });
    shop.set({
      ...second,
      metadata: { ...second.metadata, name: 'orders-second' },
    });
    expect(shop.unit('component', 'orders')).toMatchObject({
      endpoints: [
        { name: 'admin', declaredBy: { name: 'orders-second' } },
        { name: 'api', declaredBy: { name: 'orders-workload' } },
      ],
    });
  });
});
