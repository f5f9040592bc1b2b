import {
  Condition,
  KubernetesObject,
  ProjectComponentOwner,
  cellNamespace,
  componentKind,
  environmentKind,
  getCondition,
  kinds,
  organizationKind,
  parentsOf,
  projectKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { ResourceType } from '@promenade/kube-client';
import { namespaceKind } from '../../core/lookups/organization-namespace';
import {
  aComponent,
  aDataPlane,
  aServiceBinding,
  anEnvironment,
  deployedTo,
  ofComponent,
  testProject,
  withSpec,
} from '../__testUtils__';
import { deployGreeter, promoteGreeter } from '../__testUtils__/greeter';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';

jest.setTimeout(120_000);

let platform: TestPlatform;

beforeEach(async () => {
  platform = await startTestPlatform();
  await deployGreeter(platform);
  await promoteGreeter(platform);
});

afterEach(() => platform?.stop());

const inOrganization = (name: string) => ({
  namespace: platform.organization,
  name,
});

/** The remaining objects that the component owns. */
async function leftOf({
  componentName,
}: Pick<ProjectComponentOwner, 'componentName'>): Promise<string[]> {
  const left: string[] = [];
  for (const kind of kinds.filter(({ owner }) => owner.component)) {
    const { items } = await platform.client.list<KubernetesObject>(kind, {
      namespace: platform.organization,
    });
    left.push(
      ...items
        .filter(item => parentsOf(kind, item).component === componentName)
        .map(({ metadata }) => `${kind.kind} ${metadata.name}`),
    );
  }
  return left;
}

const cellIn = (environment: string) => ({
  name: cellNamespace(platform.organization, testProject, environment),
});

/** What the condition Finalizing of a status says. */
function finalizing(status: { conditions?: Condition[] } | undefined): string {
  return getCondition(status?.conditions, 'Finalizing')?.message ?? '';
}

const configMapType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  scope: 'Namespaced',
};

/** A cluster that does not answer. */
const nowhere = {
  name: 'nowhere',
  credentials: {
    apiServerURL: 'https://127.0.0.1:1',
    caCert: '',
    clientCert: '',
    clientKey: '',
  },
};

/** What stays as the record of a component. */
const history = ['Promotion greeter-to-staging'];

describe('deletion', () => {
  it('of a component deletes its objects in all environments', async () => {
    const { client } = platform;
    await client.delete(componentKind, inOrganization('greeter'));
    await platform.waitUntilGone(componentKind, inOrganization('greeter'));
    expect(await leftOf({ componentName: 'greeter' })).toEqual(history);
    const cell = await client.list(
      {
        group: 'apps',
        version: 'v1',
        kind: 'Deployment',
        plural: 'deployments',
        scope: 'Namespaced',
      },
      { namespace: cellIn('staging').name },
    );
    expect(cell.items.filter(item => !item.metadata.deletionTimestamp)).toEqual(
      [],
    );
  });

  it('of a project deletes its components, and its cells on their data planes', async () => {
    await platform.client.delete(projectKind, inOrganization(testProject));
    await platform.waitUntilGone(projectKind, inOrganization(testProject));
    expect(await leftOf({ componentName: 'greeter' })).toEqual(history);
    for (const environment of ['development', 'staging']) {
      expect(
        await platform.client.find(namespaceKind, cellIn(environment)),
      ).toBeUndefined();
    }
  });

  it('of a project that is blocked reports by what, since when, and the remedy', async () => {
    const { client } = platform;
    const cell = cellIn('staging').name;
    const held = { namespace: cell, name: 'held' };
    await client.create(configMapType, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { ...held, finalizers: ['example.com/held'] },
    });
    await client.delete(projectKind, inOrganization(testProject));
    const project = await platform.waitFor(
      projectKind,
      testProject,
      ({ status }) => /example\.com\/held/.test(finalizing(status)),
    );
    expect(finalizing(project.status)).toMatch(
      new RegExp(
        `^Waiting for namespace ${cell} \\(being deleted since 20.*; let the controllers of these finalizers finish, .*, or annotate the Project with`,
      ),
    );

    const annotations = { 'openchoreo.dev/skip-dataplane-cleanup': 'true' };
    await client.patch(
      projectKind,
      inOrganization(testProject),
      { metadata: { annotations } },
      { type: 'merge' },
    );
    await platform.waitUntilGone(projectKind, inOrganization(testProject));
    expect(await client.find(namespaceKind, { name: cell })).toBeDefined();
    await client.patch(
      configMapType,
      held,
      { metadata: { finalizers: null } },
      { type: 'merge' },
    );
    await platform.waitUntilGone(namespaceKind, { name: cell });
  });

  it('of an environment on a lost data plane succeeds with the skip-cleanup annotation', async () => {
    const { client } = platform;
    const name = 'away';
    await platform.apply(
      aDataPlane(name, withSpec({ kubernetesCluster: nowhere })),
      anEnvironment(name, withSpec({ dataPlaneRef: name })),
      aServiceBinding(
        'greeter-away',
        ofComponent('greeter'),
        deployedTo(name, 'registry.test/app:1'),
      ),
    );
    await platform.waitFor(
      releaseKind,
      'greeter-away',
      ({ status }) =>
        getCondition(status?.conditions, 'Applied')?.reason ===
        'DataPlaneUnreachable',
    );
    await client.delete(environmentKind, inOrganization(name));
    const waits = await platform.waitFor(environmentKind, name, ({ status }) =>
      /Release "greeter-away"/.test(finalizing(status)),
    );
    expect(waits.metadata.deletionTimestamp).toBeDefined();
    const release = await platform.waitFor(
      releaseKind,
      'greeter-away',
      ({ status }) => finalizing(status) !== '',
    );
    expect(finalizing(release.status)).toMatch(/annotate the Release with/);

    const annotations = { 'openchoreo.dev/skip-dataplane-cleanup': 'true' };
    await client.patch(
      environmentKind,
      inOrganization(name),
      { metadata: { annotations } },
      { type: 'merge' },
    );
    await platform.waitUntilGone(environmentKind, inOrganization(name));
    expect(
      await client.find(releaseKind, inOrganization('greeter-away')),
    ).toBeUndefined();
  });

  it('of an environment deletes its deployments and no others', async () => {
    await platform.client.delete(environmentKind, inOrganization('staging'));
    await platform.waitUntilGone(environmentKind, inOrganization('staging'));
    expect(
      await platform.client.find(namespaceKind, cellIn('staging')),
    ).toBeUndefined();
    expect(
      await platform.client.find(namespaceKind, cellIn('development')),
    ).toBeDefined();
    await platform.waitForCondition(componentKind, 'greeter', {
      status: 'True',
    });
  });

  it('of the first environment of a pipeline succeeds, and its deployments return with it', async () => {
    const { client } = platform;
    await client.delete(environmentKind, inOrganization('development'));
    await platform.waitUntilGone(
      environmentKind,
      inOrganization('development'),
    );
    expect(
      await client.find(namespaceKind, cellIn('development')),
    ).toBeUndefined();
    await platform.apply(anEnvironment('development'));
    await platform.waitForCondition(componentKind, 'greeter', {
      status: 'True',
    });
  });

  it('of an organization deletes its namespace', async () => {
    const key = { name: platform.organization };
    await platform.client.delete(organizationKind, key);
    await platform.waitUntilGone(organizationKind, key);
    await platform.waitUntilGone(namespaceKind, key);
    for (const environment of ['development', 'staging']) {
      expect(
        await platform.client.find(namespaceKind, cellIn(environment)),
      ).toBeUndefined();
    }
  });

  it('of a component is the only way to move it to another project', async () => {
    await platform.apply(aComponent('movable'));
    await expect(
      platform.patch(componentKind, 'movable', {
        owner: { projectName: 'other' },
      }),
    ).rejects.toThrow(/spec\.owner: Forbidden: spec\.owner is immutable/);
  });
});
