import {
  KubernetesObject,
  ProjectComponentOwner,
  cellNamespace,
  componentKind,
  environmentKind,
  kinds,
  organizationKind,
  parentsOf,
  projectKind,
} from '@promenade/openchoreo-model';
import { namespaceKind } from './organization/namespace';
import { testProject } from './__testUtils__';
import { deployGreeter, promoteGreeter } from './__testUtils__/greeter';
import { TestPlatform, startTestPlatform } from './__testUtils__/test-platform';

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

/** What still names the component as its owner. */
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

describe('deleting', () => {
  it('a component takes everything of it in every environment along', async () => {
    const { client } = platform;
    await client.delete(componentKind, inOrganization('greeter'));
    await platform.untilGone(componentKind, inOrganization('greeter'));
    expect(await leftOf({ componentName: 'greeter' })).toEqual([]);
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

  it('a project takes its components and its cells along', async () => {
    await platform.client.delete(projectKind, inOrganization(testProject));
    await platform.untilGone(projectKind, inOrganization(testProject));
    expect(await leftOf({ componentName: 'greeter' })).toEqual([]);
    for (const environment of ['development', 'staging']) {
      expect(
        await platform.client.find(namespaceKind, cellIn(environment)),
      ).toBeUndefined();
    }
  });

  it('an environment takes what runs in it along, and leaves the others', async () => {
    await platform.client.delete(environmentKind, inOrganization('staging'));
    await platform.untilGone(environmentKind, inOrganization('staging'));
    expect(
      await platform.client.find(namespaceKind, cellIn('staging')),
    ).toBeUndefined();
    expect(
      await platform.client.find(namespaceKind, cellIn('development')),
    ).toBeDefined();
    await platform.untilCondition(componentKind, 'greeter', { status: 'True' });
  });

  it('an organization takes its namespace along', async () => {
    const key = { name: platform.organization };
    await platform.client.delete(organizationKind, key);
    await platform.untilGone(organizationKind, key);
    await platform.untilGone(namespaceKind, key);
    for (const environment of ['development', 'staging']) {
      expect(
        await platform.client.find(namespaceKind, cellIn(environment)),
      ).toBeUndefined();
    }
  });
});
