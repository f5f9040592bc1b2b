import { componentKind } from '@promenade/openchoreo-model';
import { aComponent } from './__testUtils__';
import { TestPlatform, startTestPlatform } from './__testUtils__/test-platform';

jest.setTimeout(120_000);

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
});

afterAll(() => platform?.stop());

describe('an object without a spec', () => {
  it('is told what is wrong with it, and does not stop the others', async () => {
    await platform.client.create(componentKind, {
      apiVersion: componentKind.apiVersion,
      kind: componentKind.kind,
      metadata: { name: 'blank', namespace: platform.organization },
    });
    await platform.apply(aComponent('sound'));
    expect(
      await platform.untilCondition(componentKind, 'blank', {
        status: 'False',
        reason: 'Malformed',
      }),
    ).toMatch(/^spec: /);
    await platform.untilCondition(componentKind, 'sound', {
      status: 'False',
      reason: 'NotDeployed',
    });
  });
});
