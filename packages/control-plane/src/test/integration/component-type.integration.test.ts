import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  clusterComponentTypeKind,
  componentBindingKind,
  componentKind,
  componentTypeKind,
  deployableArtifactKind,
  promotionKind,
  releaseKind,
  releasePreviewKind,
} from '@promenade/openchoreo-model';
import { parse } from 'yaml';
import { isJsonObject, jsonAt, type JsonObject } from '../../runtime/json';
import {
  aComponent,
  aPromotion,
  aReleasePreview,
  aWorkload,
  fromTo,
  ofComponent,
  withImage,
  withSpec,
} from '../__testUtils__';
import {
  hasSharedFixtures,
  sharedFixtures,
} from '../__testUtils__/shared-fixtures';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';

jest.setTimeout(120_000);

// Tests always run from the sources.
// eslint-disable-next-line no-restricted-syntax
const root = join(__dirname, '../../../../..');

const describeFixtures = hasSharedFixtures ? describe : describe.skip;

let platform: TestPlatform;
/** The artifact of the first release. */
let firstArtifact: string;

beforeAll(async () => {
  platform = await startTestPlatform();
});

afterAll(() => platform?.stop());

function readManifest(file: string): JsonObject {
  const manifest: unknown = parse(readFileSync(file, 'utf8'));
  if (!isJsonObject(manifest)) throw new Error(`${file} is no manifest`);
  return manifest;
}

/** The component type of the documentation, in the organization of the test. */
function documentedType(): JsonObject {
  const type = readManifest(join(root, 'docs/component-types/service.yaml'));
  const { metadata } = type;
  return {
    ...type,
    metadata: {
      ...(isJsonObject(metadata) ? metadata : {}),
      namespace: platform.organization,
    },
  };
}

const typed = (name: string, reference: object) => [
  aComponent(name, withSpec({ type: undefined, componentType: reference })),
  aWorkload(
    name,
    ofComponent(name),
    withImage('registry.test/app:1'),
    withSpec({ endpoints: { api: { type: 'HTTP', port: 8080 } } }),
  ),
];

const isReady = ({ status }: { status?: { state?: string } }) =>
  status?.state === 'Ready';

async function promote(name: string, component: string): Promise<void> {
  await platform.apply(
    aPromotion(name, ofComponent(component), fromTo('development', 'staging')),
  );
  await waitForSuccess(name);
}

async function waitForSuccess(name: string): Promise<void> {
  const { status } = await platform.waitFor(promotionKind, name, promotion =>
    ['Succeeded', 'Failed'].includes(promotion.status?.phase ?? ''),
  );
  expect(status).toMatchObject({ phase: 'Succeeded' });
}

/** The spec of an object of a kind in a Release. */
async function specIn(release: string, kind: string): Promise<unknown> {
  const { spec } = await platform.waitFor(releaseKind, release, () => true);
  const found = spec.resources?.find(
    ({ object }) => jsonAt(object, 'kind') === kind,
  );
  return jsonAt(found?.object, 'spec');
}

describe('a component with a component type', () => {
  it('becomes ready in the first environment, and is promoted with its type', async () => {
    await platform.applyManifests(documentedType());
    await platform.waitForCondition(componentTypeKind, 'service', {
      status: 'True',
      reason: 'Valid',
    });
    await platform.apply(...typed('greeter', { name: 'deployment/service' }));
    await platform.waitForCondition(componentKind, 'greeter', {
      status: 'True',
    });
    const development = await platform.waitFor(
      componentBindingKind,
      'greeter',
      isReady,
    );
    expect(development.status?.endpoints).toMatchObject([
      {
        name: 'api',
        project: { host: expect.stringMatching(/^greeter-/), port: 8080 },
      },
    ]);
    await promote('to-staging', 'greeter');
    const staging = await platform.waitFor(
      componentBindingKind,
      'greeter-staging',
      isReady,
    );
    expect(staging.spec.artifactRef).toBe(development.spec.artifactRef);
    firstArtifact = staging.spec.artifactRef ?? '';
    expect(staging.spec.componentType).toEqual(development.spec.componentType);
  });

  it('is another release when its type changes, which environments get by promotions', async () => {
    const before = await platform.waitFor(
      componentBindingKind,
      'greeter-staging',
      isReady,
    );
    await platform.patch(componentBindingKind, 'greeter-staging', {
      componentTypeEnvironmentConfigs: { replicas: 2 },
    });
    await platform.patch(componentTypeKind, 'service', {
      parameters: {
        openAPIV3Schema: {
          type: 'object',
          properties: { team: { type: 'string', default: 'blue' } },
        },
      },
    });
    const changed = await platform.waitFor(
      componentBindingKind,
      'greeter',
      binding =>
        binding.spec.artifactRef !== before.spec.artifactRef &&
        isReady(binding),
    );
    const staging = await platform.waitFor(
      componentBindingKind,
      'greeter-staging',
      () => true,
    );
    expect(staging.spec.artifactRef).toBe(before.spec.artifactRef);
    await promote('again', 'greeter');
    const promoted = await platform.waitFor(
      componentBindingKind,
      'greeter-staging',
      binding => binding.spec.artifactRef === changed.spec.artifactRef,
    );
    expect(promoted.spec.componentTypeEnvironmentConfigs).toEqual({
      replicas: 2,
    });
    expect(await specIn('greeter-staging', 'Deployment')).toMatchObject({
      replicas: 2,
    });
  });

  it('is previewed and rolled back with the type that the release had', async () => {
    const { spec } = await platform.waitFor(
      deployableArtifactKind,
      firstArtifact,
      () => true,
    );
    expect(jsonAt(spec.componentType, 'spec', 'parameters')).toBeUndefined();
    await platform.apply(
      aReleasePreview(
        'first-release',
        ofComponent('greeter'),
        withSpec({ environment: 'staging', artifactRef: firstArtifact }),
      ),
    );
    const preview = await platform.waitFor(
      releasePreviewKind,
      'first-release',
      ({ status }) => status?.resources !== undefined,
    );
    expect(
      preview.status?.resources?.map(({ object }) => jsonAt(object, 'kind')),
    ).toEqual(['Deployment', 'Service']);
    await platform.apply(
      aPromotion(
        'back',
        ofComponent('greeter'),
        fromTo('staging', 'staging'),
        withSpec({ type: 'RollBack', artifactRef: firstArtifact }),
      ),
    );
    await waitForSuccess('back');
    const binding = await platform.waitFor(
      componentBindingKind,
      'greeter-staging',
      isReady,
    );
    expect(binding.spec.componentType).toEqual(spec.componentType);
    expect(binding.spec.componentTypeEnvironmentConfigs).toEqual({
      replicas: 2,
    });
  });

  it('keeps what runs when an expression of its type is invalid, and says where', async () => {
    const before = await specIn('greeter', 'Deployment');
    const { spec } = await platform.waitFor(
      componentTypeKind,
      'service',
      () => true,
    );
    const [deployment, service] = spec.resources;
    await platform.patch(componentTypeKind, 'service', {
      resources: [
        deployment,
        { ...service, includeWhen: '${size(workload.endpoint) > }' },
      ],
    });
    const problem = 'spec.resources[1].includeWhen: Unexpected token';
    expect(
      await platform.waitForCondition(componentTypeKind, 'service', {
        status: 'False',
        reason: 'Invalid',
      }),
    ).toContain(problem);
    expect(
      await platform.waitForCondition(componentKind, 'greeter', {
        status: 'False',
        reason: 'ComponentTypeInvalid',
      }),
    ).toContain(problem);
    expect(await specIn('greeter', 'Deployment')).toEqual(before);
    const binding = await platform.waitFor(
      componentBindingKind,
      'greeter',
      isReady,
    );
    expect(binding.status?.conditions).toMatchObject([
      { type: 'Ready', status: 'True' },
    ]);
  });
});

describeFixtures(
  'a component (skipped where ../shared/fixtures is absent)',
  () => {
    it('may have a type of OpenChoreo v1.2.3, unchanged', async () => {
      const type = readManifest(
        join(
          sharedFixtures,
          'openchoreo-v1.2.3/samples/getting-started/component-types/service.yaml',
        ),
      );
      await platform.applyManifests(type);
      await platform.apply(
        ...typed('shop-front', {
          kind: clusterComponentTypeKind.kind,
          name: 'deployment/service',
        }),
      );
      await platform.waitForCondition(componentKind, 'shop-front', {
        status: 'True',
      });
      await promote('front-to-staging', 'shop-front');
      await platform.waitFor(
        componentBindingKind,
        'shop-front-staging',
        isReady,
      );
      expect(await specIn('shop-front-staging', 'Service')).toMatchObject({
        ports: [{ name: 'api', port: 8080, targetPort: 8080 }],
      });
    });
  },
);
