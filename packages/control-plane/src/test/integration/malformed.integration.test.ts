import {
  silentLogger,
  type KubeObject,
  type ResourceType,
} from '@promenade/kube-client';
import {
  cellNamespace,
  componentKind,
  configurationGroupKind,
  dataPlaneKind,
  environmentKind,
  getCondition,
  organizationKind,
  finalizers,
  labels,
  projectKind,
  releaseKind,
  serviceBindingKind,
  serviceKind,
  workloadKind,
  type KindDefinition,
  type Release,
} from '@promenade/openchoreo-model';
import { namespaceKind } from '../../core/lookups/organization-namespace';
import {
  aComponent,
  aDataPlane,
  aProject,
  inProject,
  aService,
  aWorkload,
  withWorkloadName,
  ofComponent,
  withImage,
  withSpec,
} from '../__testUtils__';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';

jest.setTimeout(120_000);

let platform: TestPlatform;

const logged: string[] = [];
const log = (text: string, meta?: object) => {
  logged.push(`${text} ${JSON.stringify(meta)}`);
};

beforeAll(async () => {
  platform = await startTestPlatform({
    logger: { ...silentLogger, warn: log, error: log },
  });
});

afterAll(() => platform?.stop());

describe('an object without a spec', () => {
  it('has the condition Malformed, and does not affect others', async () => {
    await platform.client.create(componentKind, {
      apiVersion: componentKind.apiVersion,
      kind: componentKind.kind,
      metadata: { name: 'blank', namespace: platform.organization },
    });
    await platform.apply(aComponent('sound'));
    expect(
      await platform.waitForCondition(componentKind, 'blank', {
        status: 'False',
        reason: 'Malformed',
      }),
    ).toMatch(/^spec: /);
    await platform.waitForCondition(componentKind, 'sound', {
      status: 'False',
      reason: 'NotDeployed',
    });
  });
});

describe('a reference to an object without a spec', () => {
  const image = 'registry.test/app:1';
  const blank = ({ schema: _, ...type }: KindDefinition, name: string) =>
    platform.client.create<KubeObject>(type, {
      apiVersion: type.apiVersion,
      kind: type.kind,
      metadata: { name, namespace: platform.organization },
    });

  it('to a ConfigurationGroup is reported as malformed, not as missing', async () => {
    await blank(configurationGroupKind, 'blank');
    await platform.apply(
      aComponent('using'),
      aWorkload(
        'using',
        ofComponent('using'),
        withImage(image),
        withSpec({
          containers: {
            main: {
              image,
              env: [
                {
                  key: 'A',
                  valueFrom: {
                    configurationGroupRef: { name: 'blank', key: 'a' },
                  },
                },
              ],
            },
          },
        }),
      ),
      aService('using', ofComponent('using'), withWorkloadName('using')),
    );
    expect(
      await platform.waitForCondition(serviceBindingKind, 'using', {
        type: 'ConfigurationWarnings',
        status: 'True',
      }),
    ).toMatch(
      /ConfigurationGroup "blank" is malformed \(spec: .*; correct it$/,
    );
  });

  it('to a Workload is reported as malformed', async () => {
    await blank(workloadKind, 'blank');
    await platform.apply(
      aService('blank', ofComponent('blank'), withWorkloadName('blank')),
    );
    expect(
      await platform.waitForCondition(serviceKind, 'blank', {
        status: 'False',
        reason: 'WorkloadNotFound',
      }),
    ).toMatch(/^spec.workloadName: Workload "blank" is malformed \(spec: /);
  });

  it('to a binding does not take its name', async () => {
    await blank(serviceBindingKind, 'taken');
    await platform.apply(
      aComponent('taken'),
      aWorkload('taken', ofComponent('taken'), withImage(image)),
      aService('taken', ofComponent('taken'), withWorkloadName('taken')),
    );
    const { spec } = await platform.waitFor(
      serviceBindingKind,
      'taken-development',
      () => true,
    );
    expect(spec.owner.componentName).toBe('taken');
  });
});

const keyOf = (name: string) => ({ namespace: platform.organization, name });

const removeSpec = (type: KindDefinition, name: string) =>
  platform.client.patch(type, keyOf(name), { spec: null }, { type: 'merge' });

describe('a project with isolation that becomes malformed', () => {
  const hasPolicy = ({ spec }: Release) =>
    spec.resources?.some(({ object }) => object.kind === 'NetworkPolicy') ??
    false;

  it('keeps its policies, is reported, and can be deleted', async () => {
    const owner = ofComponent('inside', 'isolated');
    await platform.apply(
      aProject('isolated', withSpec({ cell: { isolation: 'Enforced' } })),
      aComponent('inside', inProject('isolated')),
      aWorkload('inside', owner, withImage('registry.test/app:1')),
      aService('inside', owner, withWorkloadName('inside')),
    );
    await platform.waitForCondition(componentKind, 'inside', {
      status: 'True',
    });
    await removeSpec(projectKind, 'isolated');
    await platform.waitForCondition(componentKind, 'inside', {
      status: 'False',
      reason: 'ProjectMalformed',
    });
    await platform.patch(workloadKind, 'inside', {
      containers: { main: { image: 'registry.test/app:2' } },
    });
    const release = await platform.waitFor(releaseKind, 'inside', each =>
      JSON.stringify(each.spec).includes('app:2'),
    );
    expect(hasPolicy(release)).toBe(true);

    await platform.client.create(componentKind, {
      apiVersion: componentKind.apiVersion,
      kind: componentKind.kind,
      metadata: {
        ...keyOf('never-valid'),
        labels: { [labels.project]: 'isolated' },
        finalizers: [finalizers.component],
      },
    });
    await platform.client.delete(projectKind, keyOf('isolated'));
    await platform.waitUntilGone(projectKind, keyOf('isolated'));
    expect(await platform.client.find(releaseKind, keyOf('inside'))).toBe(
      undefined,
    );
    expect(
      await platform.client.find(componentKind, keyOf('never-valid')),
    ).toBe(undefined);
  });
});

const networkPolicyType: ResourceType = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'NetworkPolicy',
  plural: 'networkpolicies',
  scope: 'Namespaced',
};

describe('a project with isolation that is removed without cleanup', () => {
  it('leaves its components isolated until they are deleted', async () => {
    const owner = ofComponent('left', 'gone');
    await platform.apply(
      aProject('gone', withSpec({ cell: { isolation: 'Enforced' } })),
      aComponent('left', inProject('gone')),
      aWorkload('left', owner, withImage('registry.test/app:1')),
      aService('left', owner, withWorkloadName('left')),
    );
    await platform.waitForCondition(componentKind, 'left', { status: 'True' });
    await platform.waitFor(
      projectKind,
      'gone',
      each =>
        getCondition(each.status?.conditions, 'Isolated')?.status === 'True',
    );
    const cell = cellNamespace(platform.organization, 'gone', 'development');
    const listPolicies = async () => {
      const { items } = await platform.client.list<KubeObject>(
        networkPolicyType,
        { namespace: cell },
      );
      return items.map(({ metadata }) => metadata.name).sort();
    };
    const policies = await listPolicies();
    expect(policies).toHaveLength(2);

    await platform.stopControlPlane();
    await platform.client.patch(
      projectKind,
      keyOf('gone'),
      { metadata: { finalizers: null } },
      { type: 'merge' },
    );
    await platform.client.delete(projectKind, keyOf('gone'));
    await platform.waitUntilGone(projectKind, keyOf('gone'));
    platform.startControlPlane();
    await platform.patch(workloadKind, 'left', {
      containers: { main: { image: 'registry.test/app:2' } },
    });
    await platform.waitFor(releaseKind, 'left', each =>
      JSON.stringify(each.spec).includes('app:2'),
    );
    expect(await listPolicies()).toEqual(policies);
    const isBaseline = ({ spec }: Release) => spec.owner.componentName === '*';
    const { items } = await platform.client.list<Release>(releaseKind, {
      namespace: platform.organization,
    });
    const baseline = items.find(
      each => isBaseline(each) && each.spec.owner.projectName === 'gone',
    );
    expect(baseline?.metadata.deletionTimestamp).toBeUndefined();

    await platform.client.delete(componentKind, keyOf('left'));
    await platform.waitUntilGone(releaseKind, keyOf('left'));
    await platform.waitUntilGone(
      releaseKind,
      keyOf(baseline?.metadata.name ?? ''),
    );
    expect(await listPolicies()).toEqual([]);
  });
});

describe('an organization with malformed objects', () => {
  it('can be deleted, with what runs on the data plane', async () => {
    const owner = ofComponent('running');
    await platform.apply(
      aComponent('running'),
      aWorkload('running', owner, withImage('registry.test/app:1')),
      aService('running', owner, withWorkloadName('running')),
    );
    await platform.waitForCondition(componentKind, 'running', {
      status: 'True',
    });
    const cell = cellNamespace(platform.organization, 'shop', 'development');
    expect(
      await platform.client.find(namespaceKind, { name: cell }),
    ).toBeDefined();
    await platform.waitFor(
      environmentKind,
      'development',
      ({ status }) => status?.dataPlanes?.length === 1,
    );
    await platform.waitFor(
      projectKind,
      'shop',
      ({ status }) => status?.dataPlanes?.length === 1,
    );
    for (const [type, name] of [
      [releaseKind, 'running'],
      [environmentKind, 'development'],
      [dataPlaneKind, 'default'],
      [projectKind, 'shop'],
    ] as const) {
      await removeSpec(type, name);
    }
    await platform.client.delete(organizationKind, {
      name: platform.organization,
    });
    const blocked = await platform.waitFor(
      organizationKind,
      platform.organization,
      ({ status }) =>
        /DataPlane "default" is malformed/.test(
          getCondition(status?.conditions, 'Ready')?.message ?? '',
        ),
    );
    expect(getCondition(blocked.status?.conditions, 'Ready')?.message).toMatch(
      /is malformed \(spec: .*\); correct it, or annotate/,
    );
    await platform.patch(dataPlaneKind, 'default', aDataPlane('default').spec);
    await platform.waitUntilGone(organizationKind, {
      name: platform.organization,
    });
    expect(await platform.client.find(namespaceKind, { name: cell })).toBe(
      undefined,
    );
  });
});

describe('malformed objects', () => {
  it('cause no errors', () => {
    expect(logged.filter(text => /TypeError|reading '/.test(text))).toEqual([]);
  });
});
