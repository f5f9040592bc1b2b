import { exampleStep } from '../__testUtils__/exampleStep';
import { TestPlatform } from '../__testUtils__/TestPlatform';
import { TestTask } from '../__testUtils__/TestTask';
import { createComponentAction } from './createComponent';
import { promoteComponentAction } from './promoteComponent';
import { examples } from './promoteComponent.examples';

describe('the examples of openchoreo:component:promote', () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await TestPlatform.start({ controlPlane: true });
    await new TestTask().run(createComponentAction(platform.services), {
      project: 'system:default/tram',
      name: 'departures',
      image: 'registry.test/tram/departures:1.0.0',
      timeout: '90s',
    });
  }, 120_000);
  afterAll(() => platform?.stop(), 60_000);

  it.each(examples)('can be run: $description', async ({ example }) => {
    const action = promoteComponentAction(platform.services);
    const task = new TestTask();
    const { organization } = platform;
    const step = exampleStep(example, organization);
    expect(step.action).toBe(action.id);
    await task.run(action, step.input, { isDryRun: true });
    expect(task.outputs).toMatchObject({
      component: 'departures',
      from: 'development',
      to: 'staging',
    });
  });
});
