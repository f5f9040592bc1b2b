import {
  componentKind,
  serviceBindingKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aComponent,
  aServiceBinding,
  aWorkload,
  deployedTo,
  ofComponent,
  testOrganization,
  withImage,
} from '../../test/__testUtils__';
import { finalizeComponent } from './finalize';

const image = 'registry.test/app:1';
const names = (cluster: InMemoryCluster) =>
  [...cluster.list(serviceBindingKind), ...cluster.list(workloadKind)].map(
    ({ metadata }) => metadata.name,
  );

describe('a component that is being deleted', () => {
  const component = aComponent('greeter');

  it('deletes what names it as its owner, also under another project', async () => {
    const cluster = new InMemoryCluster(
      component,
      aWorkload('greeter', ofComponent('greeter'), withImage(image)),
      aServiceBinding(
        'greeter',
        ofComponent('greeter', 'former'),
        deployedTo('staging', image),
      ),
    );
    const blocked = await finalizeComponent(component, cluster, cluster);
    expect(blocked?.message).toMatch(/"greeter"/);
    expect(names(cluster)).toEqual([]);
    expect(await finalizeComponent(component, cluster, cluster)).toBe(
      undefined,
    );
  });

  it('deletes malformed objects with its label', async () => {
    const cluster = new InMemoryCluster(component, {
      ...aWorkload('greeter', ofComponent('greeter'), withImage(image)),
      spec: undefined,
      metadata: {
        name: 'greeter',
        namespace: testOrganization,
        labels: { 'openchoreo.dev/component': 'greeter' },
      },
    });
    await finalizeComponent(component, cluster, cluster);
    expect(Object.keys(cluster.state())).toEqual(['Component acme/greeter']);
  });

  it('deletes nothing of other components', async () => {
    const cluster = new InMemoryCluster(
      component,
      aComponent('reader'),
      aWorkload('reader', ofComponent('reader'), withImage(image)),
    );
    expect(await finalizeComponent(component, cluster, cluster)).toBe(
      undefined,
    );
    expect(names(cluster)).toEqual(['reader']);
    expect(cluster.list(componentKind)).toHaveLength(2);
  });
});
