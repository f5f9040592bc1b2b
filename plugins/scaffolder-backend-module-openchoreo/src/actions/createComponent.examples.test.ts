import { exampleStep } from '../__testUtils__/exampleStep';
import { TestPlatform } from '../__testUtils__/TestPlatform';
import { TestTask } from '../__testUtils__/TestTask';
import { createComponentAction } from './createComponent';
import { examples } from './createComponent.examples';

describe('the examples of openchoreo:component:create', () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await TestPlatform.start();
  }, 120_000);
  afterAll(() => platform?.stop(), 60_000);

  it.each(examples)('can be run: $description', async ({ example }) => {
    const action = createComponentAction(platform.services);
    const task = new TestTask();
    const { organization } = platform;
    const step = exampleStep(example, organization);
    expect(step.action).toBe(action.id);
    await task.run(action, step.input, { isDryRun: true });
    expect(task.outputs).toMatchObject({ organization, project: 'tram' });
  });
});
