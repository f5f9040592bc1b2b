import type { KubeObject, ResourceType } from '@promenade/kube-client';
import {
  cellNamespace,
  organizationKind,
  projectKind,
  releaseKind,
  type Organization,
} from '@promenade/openchoreo-model';
import { baselineReleaseName } from '../../core/isolation/baseline-release-name';
import { jsonAt } from '../../runtime/json';
import { roleBindingType } from '../../runtime/kubernetes-types';
import { testProject } from '../__testUtils__';
import { readManifests } from '../__testUtils__/deploy-manifests';
import { describeOnRealCluster } from '../__testUtils__/failing-pods';
import { deployGreeter } from '../__testUtils__/greeter';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';

jest.setTimeout(120_000);

const clusterRoleType: ResourceType = {
  ...roleBindingType,
  kind: 'ClusterRole',
  plural: 'clusterroles',
  scope: 'Cluster',
};

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
  await applyClusterRoles();
  await setAccess([
    { subject: 'user:dev', role: 'developer' },
    { subject: 'group:auditors', role: 'viewer' },
    { subject: 'user:boss', role: 'admin' },
  ]);
  await deployGreeter(platform);
  await platform.waitForCondition(organizationKind, platform.organization, {
    type: 'AccessApplied',
    status: 'True',
  });
  await platform.waitForCondition(projectKind, testProject, {
    type: 'AccessApplied',
    status: 'True',
  });
});

afterAll(() => platform?.stop());

/** The roles of `deploy/control-plane`, which an administrator installs. */
async function applyClusterRoles() {
  for (const role of readManifests('control-plane/organization-roles.yaml')) {
    await platform.client.apply<KubeObject>(clusterRoleType, role, {
      fieldManager: 'test',
      force: true,
    });
  }
}

function setAccess(access: Organization['spec']['access'] | null) {
  return platform.client.patch(
    organizationKind,
    { name: platform.organization },
    { spec: { access } },
    { type: 'merge' },
  );
}

const inTheCell = () => ({
  namespace: cellNamespace(platform.organization, testProject, 'development'),
});

async function roleBindingNames(namespace: string): Promise<string[]> {
  const { items } = await platform.client.list(roleBindingType, { namespace });
  return items.map(({ metadata }) => metadata.name).sort();
}

/** Asks the API server whether a subject may do something. */
async function isAllowed(
  subject: { user: string; groups?: string[] },
  resourceAttributes: object,
): Promise<unknown> {
  const review = await platform.client.request({
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/subjectaccessreviews',
    body: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      spec: { ...subject, resourceAttributes },
    },
  });
  return jsonAt(review, 'status', 'allowed');
}

describe('the access of an organization', () => {
  it('is a RoleBinding for each role in its namespace, and one in each cell', async () => {
    expect(await roleBindingNames(platform.organization)).toEqual([
      'openchoreo-admin',
      'openchoreo-developer',
      'openchoreo-viewer',
    ]);
    expect(await roleBindingNames(inTheCell().namespace)).toEqual(['cell']);
  });
});

describeOnRealCluster('the API server', () => {
  const inOrganization = (verb: string, resource: string) => ({
    namespace: platform.organization,
    group: 'openchoreo.dev',
    verb,
    resource,
  });

  it.each([
    ['dev', 'create', 'components', true],
    ['dev', 'list', 'environments', true],
    ['dev', 'update', 'environments', false],
    ['dev', 'patch', 'servicebindings', false],
    ['boss', 'update', 'environments', true],
    ['boss', 'patch', 'releases', false],
    ['stranger', 'get', 'components', false],
  ])('lets %s %s %s: %s', async (user, verb, resource, expected) => {
    expect(await isAllowed({ user }, inOrganization(verb, resource))).toBe(
      expected,
    );
  });

  it('lets members of a group read, also pods and logs of a cell, but no Secrets', async () => {
    const auditor = { user: 'eve', groups: ['auditors'] };
    expect(await isAllowed(auditor, inOrganization('get', 'components'))).toBe(
      true,
    );
    expect(
      await isAllowed(auditor, inOrganization('create', 'components')),
    ).toBe(false);
    const pods = { ...inTheCell(), verb: 'get', resource: 'pods' };
    expect(await isAllowed(auditor, { ...pods, subresource: 'log' })).toBe(
      true,
    );
    expect(await isAllowed(auditor, { ...pods, resource: 'secrets' })).toBe(
      false,
    );
  });
});

describe('access that is removed', () => {
  it('goes from the namespace and from each cell', async () => {
    await setAccess(null);
    await platform.waitFor(
      organizationKind,
      platform.organization,
      ({ status }) =>
        !status?.conditions?.some(({ type }) => type === 'AccessApplied'),
    );
    expect(await roleBindingNames(platform.organization)).toEqual([]);
    await platform.waitFor(
      projectKind,
      testProject,
      ({ status }) =>
        !status?.conditions?.some(({ type }) => type === 'AccessApplied'),
    );
    await platform.waitUntilGone(releaseKind, {
      namespace: platform.organization,
      name: baselineReleaseName(testProject, 'development'),
    });
    expect(await roleBindingNames(inTheCell().namespace)).toEqual([]);
  });
});
