import { KubernetesObject, kinds } from '@promenade/openchoreo-model';
import { deployGreeter, promoteGreeter } from '../__testUtils__/greeter';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';
import { RequestCounter } from '../__testUtils__/release/request-counter';

jest.setTimeout(120_000);

const requests = new RequestCounter();
let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform({ metrics: requests.metrics });
});

afterAll(() => platform?.stop());

/** The resource versions of all objects of the organization. */
async function versions(): Promise<Map<string, string | undefined>> {
  const found = new Map<string, string | undefined>();
  for (const kind of kinds) {
    const { items } = await platform.client.list<KubernetesObject>(kind, {
      namespace:
        kind.scope === 'Namespaced' ? platform.organization : undefined,
    });
    for (const { metadata } of items) {
      if ((metadata.namespace ?? metadata.name) === platform.organization) {
        found.set(`${kind.kind} ${metadata.name}`, metadata.resourceVersion);
      }
    }
  }
  return found;
}

/** The resource versions after a new control plane has reconciled all objects. */
async function afterRestart(): Promise<Map<string, string | undefined>> {
  await platform.waitUntilIdle();
  await platform.stopControlPlane();
  platform.startControlPlane();
  await platform.waitUntilIdle();
  return versions();
}

describe('an unchanged platform', () => {
  it('is not written to, not even by a restarted control plane', async () => {
    await deployGreeter(platform);
    await promoteGreeter(platform);
    const rest = await afterRestart();
    expect(rest.size).toBeGreaterThan(15);
    const writes = requests.writes;
    expect(await afterRestart()).toEqual(rest);
    expect(requests.writes).toBe(writes);
  });
});
