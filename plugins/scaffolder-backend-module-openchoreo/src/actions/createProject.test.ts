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

  it('creates a project with its inputs and the user who requested it', async () => {
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
      deliveryMode: 'apply',
      organization: platform.organization,
      project: 'ferry',
      objects: [
        { kind: 'Project', namespace: platform.organization, name: 'ferry' },
      ],
    });
  });

  it('creates nothing twice when it runs again', async () => {
    const input = { organization, name: 'metro' };
    await task.run(action(), input);
    const { outputs } = task;
    await task.run(action(), input);
    expect(task.outputs).toEqual(outputs);
    expect(await projects()).toContain('metro');
  });

  it('rejects a name that is already taken', async () => {
    await expect(
      task.run(action(), { organization, name: 'tram' }),
    ).rejects.toThrow(
      `The Project tram already exists in ${platform.organization}. Choose another name`,
    );
  });

  it('rejects the plain name of an organization that the user cannot see', async () => {
    await expect(
      task.run(action(), { organization: 'hidden', name: 'boat' }),
    ).rejects.toThrow(
      'The catalog has no organization domain:hidden/hidden, or you may not see it. Choose another one',
    );
  });

  it('creates nothing on a dry run, and logs the objects', async () => {
    await task.run(action(), { organization, name: 'bus' }, { isDryRun: true });
    expect(await projects()).not.toContain('bus');
    expect(task.outputs.objects).toEqual([
      { kind: 'Project', namespace: platform.organization, name: 'bus' },
    ]);
    expect(task.log.join('\n')).toMatch(
      /\+kind: Project\n\+metadata:\n[^]*\n\+ {2}name: bus\n/,
    );
  });

  it('is forbidden without the permission, before anything is created', async () => {
    const authorization = platform.authorization(AuthorizeResult.DENY);
    await expect(
      task.run(createProjectAction({ ...platform.services, authorization }), {
        organization,
        name: 'boat',
      }),
    ).rejects.toThrow(
      'You do not have the permission openchoreo.project.create',
    );
    expect(await projects()).not.toContain('boat');
  });
});
