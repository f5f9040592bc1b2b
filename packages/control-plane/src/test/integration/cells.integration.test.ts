import { ObjectKey } from '@promenade/kube-client';
import {
  Project,
  cellNamespace,
  projectKind,
} from '@promenade/openchoreo-model';
import { z } from 'zod';
import { testProject, withSpec } from '../__testUtils__';
import { deployGreeter } from '../__testUtils__/greeter';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';
import { waitFor, waitUntilGone } from '../__testUtils__/wait-for';
import { jsonAt } from '../../runtime/json';
import { TypedResource } from '../../runtime/read';
import { externalConnection } from '../__testUtils__/cells/cell-cluster';

jest.setTimeout(120_000);

const objectSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.record(z.string(), z.unknown()),
});

type DataPlaneObject = z.infer<typeof objectSchema>;

/** A kind of objects on the data plane. */
function onDataPlane(
  group: string,
  kind: string,
  plural: string,
): TypedResource<DataPlaneObject> {
  return {
    group,
    version: 'v1',
    apiVersion: `${group}/v1`,
    kind,
    plural,
    scope: 'Namespaced',
    schema: objectSchema,
  };
}

const policyType = onDataPlane(
  'networking.k8s.io',
  'NetworkPolicy',
  'networkpolicies',
);
const deploymentType = onDataPlane('apps', 'Deployment', 'deployments');

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
  await isolate({ isolation: 'Enforced' });
  await deployGreeter(
    platform,
    withSpec({
      connections: { database: externalConnection('10.1.0.0/16', 5432) },
    }),
  );
  await platform.waitForCondition(projectKind, testProject, {
    type: 'Isolated',
    status: 'True',
  });
});

afterAll(() => platform?.stop());

function isolate(cell: NonNullable<Project['spec']['cell']>) {
  return platform.client.patch(
    projectKind,
    { namespace: platform.organization, name: testProject },
    { spec: { cell } },
    { type: 'merge' },
  );
}

function inTheCell(): { namespace: string } {
  return {
    namespace: cellNamespace(platform.organization, testProject, 'development'),
  };
}

async function policies(): Promise<DataPlaneObject[]> {
  const { items } = await platform.client.list<DataPlaneObject>(
    policyType,
    inTheCell(),
  );
  return items;
}

const baseline = (): ObjectKey => ({ ...inTheCell(), name: 'cell' });

it('a project with isolation has policies in its cells, which the API server accepts', async () => {
  const found = await policies();
  expect(found.map(({ spec }) => spec.policyTypes)).toEqual([
    ['Egress', 'Ingress'],
    ['Egress', 'Ingress'],
  ]);
});

it('the cell is ready once its policies are applied', async () => {
  const { status } = await platform.waitFor(
    projectKind,
    testProject,
    project => project.status?.cells?.[0].ready === true,
  );
  expect(status?.cells?.[0]).toMatchObject({
    environment: 'development',
    dataPlane: 'default',
    ...inTheCell(),
  });
});

it('the paths of the cell are counted', async () => {
  const { status } = await platform.waitFor(
    projectKind,
    testProject,
    project => project.status?.cells?.[0].paths?.southbound === 1,
  );
  expect(status?.cells?.[0].paths).toEqual({
    northbound: 0,
    southbound: 1,
    westbound: 0,
    eastbound: 0,
  });
});

it('a deleted policy is recreated', async () => {
  const before = await platform.client.get<DataPlaneObject>(
    policyType,
    baseline(),
  );
  await platform.client.delete(policyType, baseline());
  const after = await waitFor(
    platform.client,
    policyType,
    baseline(),
    ({ metadata }) => metadata.uid !== before.metadata.uid,
  );
  expect(after.spec).toEqual(before.spec);
});

it('an invalid address range is reported with its field, and the policies stay', async () => {
  const before = await platform.client.get<DataPlaneObject>(
    policyType,
    baseline(),
  );
  await isolate({ egress: { allowCIDRs: ['10.0.0.0/99'] } });
  const message = await platform.waitForCondition(projectKind, testProject, {
    type: 'Isolated',
    status: 'False',
    reason: 'InvalidConfiguration',
  });
  expect(message).toMatch(/^spec\.cell\.egress\.allowCIDRs\[0\]: /);
  await platform.waitUntilIdle();
  const after = await platform.client.get<DataPlaneObject>(
    policyType,
    baseline(),
  );
  expect(after.spec).toEqual(before.spec);
});

it('a project whose isolation is turned off has no policies, and its pods are ready', async () => {
  const [deployment] = (
    await platform.client.list<DataPlaneObject>(deploymentType, inTheCell())
  ).items;
  expect(isMarked(deployment)).toBe(true);
  const gone = (await policies()).map(({ metadata }) =>
    waitUntilGone(platform.client, policyType, metadata),
  );
  expect(gone).toHaveLength(2);
  await isolate({ isolation: 'Off' });
  await Promise.all(gone);
  await waitFor(
    platform.client,
    deploymentType,
    deployment.metadata,
    live => !isMarked(live),
  );
});

function isMarked({ spec }: DataPlaneObject): boolean {
  return (
    jsonAt(spec, 'template', 'metadata', 'labels', 'belong-to') ===
    'user-workloads'
  );
}
