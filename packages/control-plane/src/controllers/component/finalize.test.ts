import {
  type GitCommitRequest,
  componentKind,
  gitCommitRequestKind,
  labels,
  openChoreoApiVersion,
  serviceBindingKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aComponent,
  aProject,
  aService,
  aServiceBinding,
  aWorkload,
  deployedTo,
  ofComponent,
  testOrganization,
  withImage,
  withSpec,
  withWorkloadName,
} from '../../test/__testUtils__';
import { controllerReference } from '../../runtime/owner-reference';
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

  it('deletes from Git what the control plane has committed, and nothing of others', async () => {
    const repoURL = 'https://github.com/acme/environments';
    const aRequest = (
      name: string,
      path: string,
      metadata: Partial<GitCommitRequest['metadata']> = {},
    ): GitCommitRequest => ({
      apiVersion: openChoreoApiVersion,
      kind: 'GitCommitRequest',
      metadata: {
        name,
        namespace: testOrganization,
        labels: { [labels.component]: 'greeter' },
        ...metadata,
      },
      spec: { repoURL, message: 'Write', files: [{ path, content: '' }] },
    });
    const service = aService(
      'greeter',
      ofComponent('greeter'),
      withWorkloadName('greeter'),
    );
    const cluster = new InMemoryCluster(
      component,
      service,
      aProject('shop', withSpec({ gitOps: { mode: 'Commit', repoURL } })),
      aRequest('by-hand', 'README.md'),
      aRequest('by-service', 'ServiceBinding-greeter.yaml', {
        ownerReferences: [controllerReference(service)],
      }),
    );
    await finalizeComponent(component, cluster, cluster);
    const requests = cluster.list(gitCommitRequestKind);
    expect(requests.map(({ metadata }) => metadata.name)).toEqual([
      'by-hand',
      expect.stringMatching(/^greeter-delete-/),
    ]);
    expect(requests.at(-1)?.spec.files).toEqual([
      { path: 'ServiceBinding-greeter.yaml', delete: true },
    ]);
  });
});
