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
  promotionKind,
} from '@promenade/openchoreo-model';
import { namespaceKind } from './organization/namespace';
import {
  aComponent,
  aPromotion,
  aService,
  aWorkload,
  along,
  deploying,
  ofComponent,
  running,
  testProject,
} from './__testUtils__';
import { TestPlatform, startTestPlatform } from './__testUtils__/test-platform';

jest.setTimeout(120_000);

let platform: TestPlatform;

beforeEach(async () => {
  platform = await startTestPlatform();
  await platform.apply(
    aComponent('greeter'),
    aWorkload(
      'greeter',
      ofComponent('greeter'),
      running('registry.test/app:1'),
    ),
    aService('greeter', ofComponent('greeter'), deploying('greeter')),
  );
  await platform.untilCondition(componentKind, 'greeter', { status: 'True' });
  await platform.apply(
    aPromotion('p', ofComponent('greeter'), along('development', 'staging')),
  );
  await platform.untilCondition(promotionKind, 'p', {
    type: 'Complete',
    status: 'True',
  });
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
