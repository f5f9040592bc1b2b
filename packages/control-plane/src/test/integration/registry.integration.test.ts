import {
  cellNamespace,
  dataPlaneKind,
  getCondition,
  projectKind,
  releaseKind,
  type Project,
  type Release,
} from '@promenade/openchoreo-model';
import { KubeObject } from '@promenade/kube-client';
import { z } from 'zod';
import { baselineReleaseName } from '../../core/isolation/baseline-release-name';
import { jsonAt, jsonListAt, type JsonObject } from '../../runtime/json';
import { secretType } from '../../runtime/kubernetes-types';
import { TypedResource } from '../../runtime/read';
import { testProject, withSpec } from '../__testUtils__';
import { deployGreeter } from '../__testUtils__/greeter';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';
import { waitFor } from '../__testUtils__/wait-for';

jest.setTimeout(240_000);

const secretSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  type: z.string(),
  data: z.record(z.string(), z.string()),
  metadata: z.looseObject({ name: z.string() }),
});

const secretKind: TypedResource<KubeObject & z.infer<typeof secretSchema>> = {
  ...secretType,
  apiVersion: 'v1',
  schema: secretSchema,
};

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** The content of a pull Secret with a password. */
const content = (password: string) =>
  base64(
    JSON.stringify({
      auths: { 'registry.test': { auth: base64(`robot:${password}`) } },
    }),
  );

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
});

afterAll(() => platform?.stop());

const registrySecret = (
  password: string,
  type = 'kubernetes.io/dockerconfigjson',
): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  type,
  metadata: { name: 'registry' },
  data: { '.dockerconfigjson': content(password) },
});

const cell = () =>
  cellNamespace(platform.organization, testProject, 'development');

const waitForCopy = (password: string) =>
  waitFor(
    platform.client,
    secretKind,
    { namespace: cell(), name: 'cell-registry' },
    ({ data }) => data['.dockerconfigjson'] === content(password),
  );

const conditionOf = ({ status }: Pick<Project, 'status'>) =>
  getCondition(status?.conditions, 'RegistryApplied');

/** Waits until the condition of the project has a message, and returns its status. */
async function waitForRegistry(message: RegExp) {
  const project = await platform.waitFor(projectKind, testProject, each =>
    message.test(conditionOf(each)?.message ?? ''),
  );
  return conditionOf(project)?.status;
}

const baselineName = () => baselineReleaseName(testProject, 'development');

/** The pods that a Release declares. */
function podOf({ spec }: Release) {
  const deployment = jsonListAt(spec, 'resources').find(
    resource => jsonAt(resource, 'object', 'kind') === 'Deployment',
  );
  return jsonAt(deployment, 'object', 'spec', 'template', 'spec');
}

describe('row 45: the registry of a data plane', () => {
  it('has no effect before it has a Secret or bare images get its prefix', async () => {
    await deployGreeter(
      platform,
      withSpec({ containers: { main: { image: 'team/app:1' } } }),
    );
    const release = await platform.waitFor(releaseKind, 'greeter', () => true);
    expect(podOf(release)).toMatchObject({
      containers: [{ image: 'team/app:1' }],
    });
    expect(podOf(release)).not.toHaveProperty('imagePullSecrets');
  });

  it('prefixes bare images, and names its Secret if that does not exist', async () => {
    await platform.patch(dataPlaneKind, 'default', {
      registry: {
        prefix: 'registry.test/mirror',
        bareImages: 'Prefixed',
        secretRef: 'registry',
      },
    });
    await platform.waitFor(
      releaseKind,
      'greeter',
      each =>
        jsonAt(jsonListAt(podOf(each), 'containers')[0], 'image') ===
        'registry.test/mirror/team/app:1',
    );
    expect(
      await waitForRegistry(
        /DataPlane "default" spec\.registry\.secretRef: Secret ".*\/registry" not found/,
      ),
    ).toBe('False');
  });

  it('copies the Secret into the cell, whose pods pull images with it', async () => {
    await platform.applyManifests(registrySecret('first-password'));
    expect(await waitForCopy('first-password')).toMatchObject({
      type: 'kubernetes.io/dockerconfigjson',
    });
    expect(
      await waitForRegistry(/have the pull Secret of their data plane/),
    ).toBe('True');
    const release = await platform.waitFor(releaseKind, 'greeter', () => true);
    expect(podOf(release)).toMatchObject({
      imagePullSecrets: [{ name: 'cell-registry' }],
    });
  });

  it('copies a rotated Secret, also one that was rotated while no control plane ran', async () => {
    await platform.applyManifests(registrySecret('second-password'));
    await waitForCopy('second-password');
    await platform.stopControlPlane();
    await platform.applyManifests(registrySecret('third-password'));
    platform.startControlPlane();
    const { metadata } = await waitForCopy('third-password');
    expect(metadata.name).toBe('cell-registry');
  });

  it('stores no credentials in a Release', async () => {
    const release = await platform.client.get(releaseKind, {
      namespace: platform.organization,
      name: baselineName(),
    });
    expect(JSON.stringify(release)).toContain('cell-registry');
    for (const password of ['first', 'second', 'third']) {
      expect(JSON.stringify(release)).not.toContain(
        content(`${password}-password`),
      );
    }
  });

  it('deletes its copy when the data plane names no Secret', async () => {
    await platform.patch(dataPlaneKind, 'default', {
      registry: { secretRef: null },
    });
    const key = { namespace: cell(), name: 'cell-registry' };
    await platform.waitUntilGone(secretKind, key);
    expect(await platform.client.find(secretKind, key)).toBeUndefined();
  });

  it('never overwrites or deletes a Secret that somebody made in the cell', async () => {
    const metadata = { namespace: cell(), name: 'cell-registry' };
    await platform.applyManifests({
      ...registrySecret('by-hand'),
      metadata,
    });
    await platform.patch(dataPlaneKind, 'default', {
      registry: { secretRef: 'registry' },
    });
    expect(await waitForRegistry(/already taken by a Secret/)).toBe('False');
    await platform.patch(dataPlaneKind, 'default', {
      registry: { secretRef: null },
    });
    await platform.waitFor(
      projectKind,
      testProject,
      each => !conditionOf(each),
    );
    await platform.waitUntilIdle();
    expect(await platform.client.get(secretKind, metadata)).toMatchObject({
      data: { '.dockerconfigjson': content('by-hand') },
    });
  });
});

describe('a registry Secret of another type', () => {
  it('is not copied', async () => {
    await platform.client.delete(secretKind, {
      namespace: cell(),
      name: 'cell-registry',
    });
    await platform.applyManifests({
      ...registrySecret('token', 'Opaque'),
      metadata: { name: 'tokens' },
    });
    await platform.patch(dataPlaneKind, 'default', {
      registry: { secretRef: 'tokens' },
    });
    expect(
      await waitForRegistry(
        /is not of the type kubernetes\.io\/dockerconfigjson/,
      ),
    ).toBe('False');
  });
});
