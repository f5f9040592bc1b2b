import {
  componentKind,
  releaseKind,
  serviceBindingKind,
  workloadKind,
  type Release,
} from '@promenade/openchoreo-model';
import { jsonAt, jsonListAt } from '../../runtime/json';
import {
  aComponent,
  aComponentType,
  aService,
  aWorkload,
  ofComponent,
  withImage,
  withSpec,
  withWorkloadName,
} from '../__testUtils__';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';

jest.setTimeout(240_000);

const withSource = (ref: string) =>
  withSpec({ source: { image: { ref, pullSecretRef: 'registry' } } });

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
});

afterAll(() => platform?.stop());

const key = (name: string) => ({ namespace: platform.organization, name });

/** The pod template that a Release applies. */
function podOf({ spec }: Release) {
  const deployment = jsonListAt(spec, 'resources').find(
    resource => jsonAt(resource, 'object', 'kind') === 'Deployment',
  );
  return jsonAt(deployment, 'object', 'spec', 'template', 'spec');
}

const imageOf = (release: Release) =>
  jsonAt(jsonListAt(podOf(release), 'containers')[0], 'image');

/** Waits until a component is ready and its Release applies the image. */
async function waitUntilDeployed(name: string, image: string) {
  const release = await platform.waitFor(
    releaseKind,
    name,
    each => imageOf(each) === image,
  );
  await platform.waitForCondition(componentKind, name, { status: 'True' });
  return release;
}

describe('row 11: a component whose source is an image', () => {
  it('runs it with its component type, and follows its changes after a restart', async () => {
    await platform.apply(
      aComponentType('web'),
      aComponent(
        'site',
        withSpec({ componentType: { name: 'deployment/web' } }),
        withSource('registry.test/site:1'),
      ),
    );
    const release = await waitUntilDeployed('site', 'registry.test/site:1');
    expect(podOf(release)).toMatchObject({
      imagePullSecrets: [{ name: 'registry' }],
    });
    await platform.stopControlPlane();
    await platform.patch(componentKind, 'site', {
      source: { image: { ref: 'registry.test/site:2' } },
    });
    platform.startControlPlane();
    await waitUntilDeployed('site', 'registry.test/site:2');
    const message = await platform.waitForCondition(componentKind, 'site', {
      type: 'SourceApplied',
      status: 'True',
    });
    expect(message).toBe(
      'Workload "site-workload" has the image registry.test/site:2',
    );
  });

  it('runs it with its Service, with the endpoints and variables that people set in the Workload', async () => {
    await platform.apply(
      aComponent('books', withSource('registry.test/books:1')),
    );
    await platform.waitForCondition(componentKind, 'books', {
      type: 'SourceApplied',
      status: 'False',
      reason: 'NotDeployed',
    });
    await platform.apply(
      aService('books', ofComponent('books'), withWorkloadName('books')),
    );
    await waitUntilDeployed('books', 'registry.test/books:1');
    await platform.patch(workloadKind, 'books', {
      endpoints: { api: { type: 'REST', port: 8080 } },
      containers: { main: { env: [{ key: 'LOG_LEVEL', value: 'debug' }] } },
    });
    await platform.patch(componentKind, 'books', {
      source: { image: { ref: 'registry.test/books:2' } },
    });
    await waitUntilDeployed('books', 'registry.test/books:2');
    const binding = await platform.waitFor(
      serviceBindingKind,
      'books',
      ({ spec }) =>
        spec.workloadSpec.containers?.main.image === 'registry.test/books:2',
    );
    expect(binding.spec.workloadSpec).toMatchObject({
      containers: { main: { env: [{ key: 'LOG_LEVEL', value: 'debug' }] } },
      endpoints: { api: { port: 8080 } },
      imagePullSecrets: [{ name: 'registry' }],
    });
  });

  it('leaves a Workload that somebody made as it is, until it is deleted', async () => {
    const owner = ofComponent('lists');
    await platform.apply(
      aWorkload('lists', owner, withImage('registry.test/lists:by-hand')),
      aService('lists', owner, withWorkloadName('lists')),
      aComponent('lists', withSource('registry.test/lists:1')),
    );
    const message = await platform.waitForCondition(componentKind, 'lists', {
      type: 'SourceApplied',
      status: 'False',
      reason: 'WorkloadOfAnother',
    });
    expect(message).toMatch(/^Workload "lists" was not created from spec/);
    await waitUntilDeployed('lists', 'registry.test/lists:by-hand');
    await platform.client.delete(workloadKind, key('lists'));
    await waitUntilDeployed('lists', 'registry.test/lists:1');
  });

  it('leaves the Workload to people when the source is removed', async () => {
    await platform.patch(componentKind, 'lists', { source: null });
    const workload = await platform.waitFor(
      workloadKind,
      'lists',
      ({ metadata }) => !metadata.ownerReferences,
    );
    expect(workload.spec.containers?.main.image).toBe('registry.test/lists:1');
  });
});
