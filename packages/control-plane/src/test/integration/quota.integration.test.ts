import type { KubeObject } from '@promenade/kube-client';
import {
  cellNamespace,
  componentKind,
  getCondition,
  organizationKind,
  projectKind,
  releaseKind,
  workloadKind,
  type Project,
} from '@promenade/openchoreo-model';
import { z } from 'zod';
import { resourceQuotaType } from '../../runtime/kubernetes-types';
import { TypedResource } from '../../runtime/read';
import { testProject } from '../__testUtils__';
import { describeOnRealCluster } from '../__testUtils__/failing-pods';
import { deployGreeter } from '../__testUtils__/greeter';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';

jest.setTimeout(120_000);

const resourceQuotaKind: TypedResource<KubeObject> = {
  ...resourceQuotaType,
  apiVersion: 'v1',
  schema: z.looseObject({
    apiVersion: z.string(),
    kind: z.string(),
    metadata: z.looseObject({ name: z.string() }),
  }),
};

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
  await setQuota({ pods: '5', 'limits.cpu': '4', 'requests.memory': '4Gi' });
  await deployGreeter(platform);
});

afterAll(() => platform?.stop());

function setQuota(quota: Record<string, string | null> | null) {
  return platform.client.patch(
    organizationKind,
    { name: platform.organization },
    { spec: { quota } },
    { type: 'merge' },
  );
}

function setImage(image: string) {
  return platform.client.patch(
    workloadKind,
    { namespace: platform.organization, name: 'greeter' },
    { spec: { containers: { main: { image } } } },
    { type: 'merge' },
  );
}

const cellOf = ({ status }: Pick<Project, 'status'>) =>
  status?.cells?.find(({ environment }) => environment === 'development');

describe('the quota of an organization', () => {
  it('limits each cell, and the project reports what is used of it', async () => {
    await platform.waitForCondition(projectKind, testProject, {
      type: 'QuotaApplied',
      status: 'True',
    });
    // A pod that was created before the quota has no default limits. A new image creates another pod.
    await setImage('registry.test/app:2');
    const project = await platform.waitFor(projectKind, testProject, each => {
      const used = cellOf(each)?.quota?.used;
      return used?.pods === '1' && used['limits.cpu'] === '500m';
    });
    expect(cellOf(project)).toMatchObject({
      ready: true,
      quota: {
        hard: { pods: '5', 'limits.cpu': '4', 'requests.memory': '4Gi' },
        // The container sets none, so that it has the defaults of the cell.
        used: { pods: '1', 'limits.cpu': '500m', 'requests.memory': '128Mi' },
      },
    });
    expect(
      getCondition(project.status?.conditions, 'QuotaApplied'),
    ).toMatchObject({ status: 'True', reason: 'QuotaApplied' });
  });
});

describeOnRealCluster('a quota that is exceeded', () => {
  it('is named by the component until it is raised', async () => {
    await setQuota({ pods: '1' });
    await setImage('registry.test/app:3');
    const component = await platform.waitFor(
      componentKind,
      'greeter',
      ({ status }) =>
        /exceeded quota/.test(
          getCondition(status?.conditions, 'Ready')?.message ?? '',
        ),
    );
    expect(getCondition(component.status?.conditions, 'Ready')?.status).toBe(
      'False',
    );
    await setQuota({ pods: '5' });
    await platform.waitForCondition(componentKind, 'greeter', {
      status: 'True',
    });
  });
});

describe('a quota that is removed', () => {
  it('goes from each cell, and the components stay', async () => {
    const key = {
      namespace: cellNamespace(
        platform.organization,
        testProject,
        'development',
      ),
      name: 'cell',
    };
    expect(await platform.client.find(resourceQuotaKind, key)).toBeDefined();
    await setQuota(null);
    await platform.waitUntilGone(resourceQuotaKind, key);
    const project = await platform.waitFor(
      projectKind,
      testProject,
      each => cellOf(each)?.quota === undefined,
    );
    expect(
      getCondition(project.status?.conditions, 'QuotaApplied'),
    ).toBeUndefined();
    await platform.waitForCondition(releaseKind, 'greeter', { status: 'True' });
  });
});
