import {
  KubernetesObject,
  apiClassKind,
  dataPlaneKind,
  environmentKind,
  projectKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import {
  aComponent,
  aService,
  aWorkload,
  anAPIClass,
  withWorkloadName,
  ofComponent,
  withImage,
  testProject,
  withSpec,
} from '../__testUtils__';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';
import { TypedResource } from '../../runtime/read';

jest.setTimeout(120_000);

const image = 'registry.test/app:1';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
});

afterAll(() => platform?.stop());

type Observed = KubernetesObject & { status?: { observedGeneration?: number } };

describe('the running control plane, unlike OpenChoreo v0.3.2,', () => {
  it.each<[TypedResource<Observed>, string, Record<string, unknown>]>([
    [projectKind, testProject, { cell: { isolation: 'Off' } }],
    [dataPlaneKind, 'default', { networkPolicy: 'kubernetes' }],
    [environmentKind, 'staging', { isProduction: false }],
  ])('sets the observed generation: %j', async (kind, name, spec) => {
    await platform.patch(kind, name, spec);
    const seen = await platform.waitFor<Observed>(
      kind,
      name,
      ({ metadata, status }) =>
        status?.observedGeneration === metadata.generation &&
        (metadata.generation ?? 0) > 1,
    );
    expect(seen.status?.observedGeneration).toBeGreaterThan(1);
  });

  it('applies a change of APIClass, DataPlane or Environment', async () => {
    await platform.apply(
      anAPIClass('default'),
      aComponent('watched'),
      aWorkload('watched', ofComponent('watched'), withImage(image)),
      aService(
        'watched',
        ofComponent('watched'),
        withWorkloadName('watched'),
        withSpec({
          apis: { api: { type: 'REST', rest: { backend: { port: 8080 } } } },
        }),
      ),
    );
    const rendered = (text: string) =>
      platform.waitFor(releaseKind, 'watched', ({ spec }) =>
        JSON.stringify(spec.resources).includes(text),
      );
    await rendered('"development.choreoapis.localhost"');

    await platform.patch(dataPlaneKind, 'default', {
      gateway: { hostMode: 'Configured' },
    });
    await rendered('"development.public.test"');
    await platform.patch(environmentKind, 'development', {
      gateway: { dnsPrefix: 'dev' },
    });
    await rendered('"dev.public.test"');
    await platform.patch(apiClassKind, 'default', {
      restPolicy: { defaults: { rateLimit: { requests: 7, window: '1m' } } },
    });
    const { spec } = await rendered('"requests":7');
    expect(spec.resources).toHaveLength(5);
  });
});
