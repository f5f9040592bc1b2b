import {
  KubernetesObject,
  componentKind,
  kinds,
  promotionKind,
} from '@promenade/openchoreo-model';
import {
  aComponent,
  aPromotion,
  aService,
  aWorkload,
  along,
  deploying,
  ofComponent,
  running,
} from './__testUtils__';
import { TestPlatform, startTestPlatform } from './__testUtils__/test-platform';

jest.setTimeout(120_000);

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
});

afterAll(() => platform?.stop());

/** The version of every object of the organization. */
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

/** The versions after another control plane has looked at every object, and at what came of that. */
async function afterRestart(): Promise<Map<string, string | undefined>> {
  await platform.untilIdle();
  await platform.stopControlPlane();
  platform.startControlPlane();
  await platform.untilIdle();
  return versions();
}

describe('at rest', () => {
  it('nothing is written, not even by a control plane that starts anew', async () => {
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
    const rest = await afterRestart();
    expect(rest.size).toBeGreaterThan(15);
    expect(await afterRestart()).toEqual(rest);
  });
});
