import { exampleStep } from '../__testUtils__/exampleStep';
import { TestPlatform } from '../__testUtils__/TestPlatform';
import { TestTask } from '../__testUtils__/TestTask';
import { createProjectAction } from './createProject';
import { examples } from './createProject.examples';

describe('the examples of openchoreo:project:create', () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await TestPlatform.start();
  }, 120_000);
  afterAll(() => platform?.stop(), 60_000);

  it.each(examples)('can be run: $description', async ({ example }) => {
    const action = createProjectAction(platform.services);
    const task = new TestTask();
    const { organization } = platform;
    const step = exampleStep(example, `domain:${organization}/${organization}`);
    expect(step.action).toBe(action.id);
    await task.run(action, step.input, { isDryRun: true });
    expect(task.outputs).toMatchObject({ organization, project: 'ferry' });
  });
});
