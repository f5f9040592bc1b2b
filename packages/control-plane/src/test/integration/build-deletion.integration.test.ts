import { buildKind, componentKind } from '@promenade/openchoreo-model';
import { aBuild, aComponent, ofComponent, withSpec } from '../__testUtils__';
import {
  BuildScenario,
  repositoryUrl as url,
} from '../__testUtils__/build-scenario';
import { TestPlatform } from '../__testUtils__/test-platform';

jest.setTimeout(120_000);

let scenario: BuildScenario;
let platform: TestPlatform;

beforeAll(async () => {
  scenario = await BuildScenario.start();
  platform = scenario.platform;
});

afterAll(() => scenario?.stop());

describe('the deletion of a build', () => {
  it('deletes its Workflow while it runs', async () => {
    await platform.apply(
      aComponent('cancelled'),
      aBuild('cancelled-build-01', ofComponent('cancelled')),
    );
    await scenario.waitUntilRunning('cancelled-build-01');
    await platform.client.delete(buildKind, scenario.key('cancelled-build-01'));
    await platform.waitUntilGone(buildKind, scenario.key('cancelled-build-01'));
    expect(await scenario.workflowsOf('cancelled')).toEqual([]);
  });

  it('happens with its component', async () => {
    await platform.apply(
      aComponent('removed'),
      aBuild('removed-build-01', ofComponent('removed')),
    );
    await scenario.waitUntilFinished('removed-build-01');
    await platform.client.delete(componentKind, scenario.key('removed'));
    await platform.waitUntilGone(componentKind, scenario.key('removed'));
    await platform.waitUntilGone(buildKind, scenario.key('removed-build-01'));
    expect(await scenario.workflowsOf('removed')).toEqual([]);
  });

  it('keeps as many finished ones as the component says', async () => {
    await platform.apply(
      aComponent(
        'limited',
        withSpec({
          build: {
            repository: { url, revision: { branch: 'main' }, appPath: '/' },
            templateRef: { name: 'docker' },
            historyLimit: 1,
          },
        }),
      ),
      aBuild('limited-build-01', ofComponent('limited')),
    );
    await scenario.waitUntilFinished('limited-build-01');
    await platform.apply(aBuild('limited-build-02', ofComponent('limited')));
    await platform.waitUntilGone(buildKind, scenario.key('limited-build-01'));
    expect(
      (await scenario.waitUntilFinished('limited-build-02')).status?.phase,
    ).toBe('Succeeded');
  });
});
