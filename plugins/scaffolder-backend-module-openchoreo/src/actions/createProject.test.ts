import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { TestPlatform } from '../__testUtils__/TestPlatform';
import { TestTask } from '../__testUtils__/TestTask';
import { createProjectAction } from './createProject';

const apiVersion = 'openchoreo.dev/v1alpha1';

describe('openchoreo:project:create', () => {
  let platform: TestPlatform;
  let task: TestTask;

  beforeAll(async () => {
    platform = await TestPlatform.start();
  }, 60_000);
  afterAll(() => platform?.stop());
  beforeEach(() => {
    task = new TestTask();
  });

  const projects = () => platform.namesOf(apiVersion, 'Project');
  const action = () => createProjectAction(platform.services);
  const organization = 'domain:default/default';

  it('creates a project with what was said of it, and who asked', async () => {
    await task.run(action(), {
      organization,
      name: 'ferry',
      displayName: 'Ferry',
      owner: 'group:default/tram',
    });
    expect(await platform.object(apiVersion, 'Project', 'ferry')).toMatchObject(
      {
        metadata: {
          annotations: {
            'openchoreo.dev/display-name': 'Ferry',
            'openchoreo.dev/owner': 'group:default/tram',
            'openchoreo.dev/requested-by': 'user:default/ada',
          },
        },
        spec: { deploymentPipelineRef: 'default' },
      },
    );
    expect(task.outputs).toEqual({
      entityRef: `system:${platform.organization}/ferry`,
      organization: platform.organization,
      project: 'ferry',
      objects: [
        { kind: 'Project', namespace: platform.organization, name: 'ferry' },
      ],
    });
  });

  it('finds its work done when it is run again', async () => {
    const input = { organization, name: 'metro' };
    await task.run(action(), input);
    const { outputs } = task;
    await task.run(action(), input);
    expect(task.outputs).toEqual(outputs);
    expect(await projects()).toContain('metro');
  });

  it('refuses a name that is taken, and says what to do', async () => {
    await expect(
      task.run(action(), { organization, name: 'tram' }),
    ).rejects.toThrow(
      `There is a project tram in ${platform.organization} already. Choose another name`,
    );
  });

  it('creates nothing on a dry run, and shows what would be', async () => {
    await task.run(action(), { organization, name: 'bus' }, { isDryRun: true });
    expect(await projects()).not.toContain('bus');
    expect(task.outputs.objects).toEqual([
      { kind: 'Project', namespace: platform.organization, name: 'bus' },
    ]);
    expect(task.log.join('\n')).toMatch(
      /kind: Project\nmetadata:\n\s+name: bus/,
    );
  });

  it('refuses whom the policy refuses, before anything is created', async () => {
    const permissions = mockServices.permissions({
      result: AuthorizeResult.DENY,
    });
    await expect(
      task.run(createProjectAction({ ...platform.services, permissions }), {
        organization,
        name: 'boat',
      }),
    ).rejects.toThrow(
      'You do not have the permission openchoreo.project.create',
    );
    expect(await projects()).not.toContain('boat');
  });
});
