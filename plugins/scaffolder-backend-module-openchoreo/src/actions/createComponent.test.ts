import { setTimeout } from 'node:timers/promises';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import { TestPlatform } from '../__testUtils__/TestPlatform';
import { TestTask } from '../__testUtils__/TestTask';
import { openChoreoActions } from '.';
import { createComponentAction } from './createComponent';

const apiVersion = 'openchoreo.dev/v1alpha1';
const project = 'system:default/tram';
const image = 'registry.test/tram/alerts:1.0.0';

describe('openchoreo:component:create', () => {
  let platform: TestPlatform;
  let task: TestTask;

  /** Creates a ServiceClass whose pods fail, or run. */
  const createClass = (name: string, failure?: string) =>
    platform.create({
      apiVersion,
      kind: 'ServiceClass',
      metadata: { name, namespace: platform.organization },
      spec: {
        deploymentTemplate: {
          replicas: 1,
          template: {
            metadata: {
              annotations: failure && {
                'simulated.openchoreo.dev/fail': failure,
              },
            },
            spec: { containers: [{ name: 'main' }] },
          },
        },
        serviceTemplate: { type: 'ClusterIP' },
      },
    });

  beforeAll(async () => {
    platform = await TestPlatform.start({ controlPlane: true });
    await createClass('failing', 'ImagePullBackOff');
  }, 120_000);
  afterAll(() => platform?.stop(), 60_000);
  beforeEach(() => {
    task = new TestTask();
  });

  const action = () => createComponentAction(platform.services);
  const components = () => platform.namesOf(apiVersion, 'Component');

  it('creates a component and waits until it is ready', async () => {
    const input = {
      project,
      name: 'alerts',
      image,
      port: 8080,
      environmentVariables: [{ key: 'TOKEN', value: 'hush' }],
    };
    await task.run(action(), input);
    const { organization } = platform;
    expect(task.outputs).toEqual({
      entityRef: `component:${organization}/alerts`,
      organization,
      project: 'tram',
      component: 'alerts',
      environment: 'development',
      deliveryMode: 'apply',
      release: expect.stringMatching(/^[0-9a-f]{7}$/),
      deployUrl: `https://portal.test/catalog/${organization}/component/alerts/deploy`,
      objects: ['Component', 'Workload', 'Service'].map(kind => ({
        kind,
        namespace: organization,
        name: 'alerts',
      })),
    });
    expect(task.log).toContain('development: Ready.');
    expect(new Set(task.log).size).toBe(task.log.length);
    expect(task.log.join('\n')).not.toContain('hush');

    const { outputs } = task;
    await task.run(action(), input);
    expect(task.outputs).toEqual(outputs);
  }, 60_000);

  it('creates a web application whose page is its endpoint', async () => {
    await task.run(action(), {
      project,
      name: 'planner',
      type: 'WebApplication',
      image,
      port: 8080,
    });
    expect(task.log).toContain('development: Ready.');
    expect(
      await platform.object(apiVersion, 'Workload', 'planner'),
    ).toMatchObject({
      spec: { endpoints: { http: { type: 'HTTP', port: 8080 } } },
    });
  }, 60_000);

  it('creates a scheduled task with its own schedule', async () => {
    await task.run(action(), {
      project,
      name: 'nightly',
      type: 'ScheduledTask',
      image,
      schedule: '15 3 * * *',
      timeZone: 'Europe/Zurich',
    });
    expect(task.log).toContain('development: Ready.');
    expect(
      await platform.object(apiVersion, 'ScheduledTask', 'nightly'),
    ).toMatchObject({
      spec: {
        workloadName: 'nightly',
        schedule: '15 3 * * *',
        timeZone: 'Europe/Zurich',
      },
    });
  }, 60_000);

  it('rejects a schedule for a component that is not a ScheduledTask', async () => {
    await expect(
      task.run(action(), {
        project,
        name: 'hourly',
        image,
        schedule: '0 * * * *',
      }),
    ).rejects.toThrow(
      'schedule: only a ScheduledTask has one, and this is a Service. Omit it, or choose the type ScheduledTask',
    );
    expect(await components()).not.toContain('hourly');
  });

  it('records the user on what it creates', async () => {
    await task.run(action(), {
      project,
      name: 'recorder',
      image,
      waitUntilReady: false,
    });
    expect(
      await platform.object(apiVersion, 'Component', 'recorder'),
    ).toMatchObject({
      metadata: {
        annotations: { 'openchoreo.dev/requested-by': 'user:default/ada' },
      },
      spec: { owner: { projectName: 'tram' }, type: 'Service' },
    });
  });

  it('rejects a name that is already taken', async () => {
    const input = {
      project,
      name: 'recorder',
      image: `${image}-2`,
      waitUntilReady: false,
    };
    await expect(task.run(action(), input)).rejects.toThrow(
      /The component recorder already exists in \S+, in project tram. Choose another name/,
    );
  });

  it('finds what another task has created with the same values', async () => {
    const input = { project, name: 'recorder', image, waitUntilReady: false };
    const before = await platform.object(apiVersion, 'Workload', 'recorder');
    await task.run(action(), input);
    expect(task.log).toContainEqual(
      expect.stringMatching(
        /^Component recorder was created with these values before/,
      ),
    );
    expect(await platform.object(apiVersion, 'Workload', 'recorder')).toEqual(
      before,
    );
  });

  it('creates what is missing after an interrupted run', async () => {
    const input = { project, name: 'cut', image, waitUntilReady: false };
    await task.run(action(), input);
    await platform.remove(apiVersion, 'Service', 'cut');
    task.forget();
    await task.run(action(), input);
    expect(await platform.namesOf(apiVersion, 'Service')).toContain('cut');
    expect(await components()).toContain('cut');
  });

  it('deletes a component that does not become ready, so that the name is free', async () => {
    const input = { project, name: 'wrong', image, className: 'failing' };
    await expect(task.run(action(), input)).rejects.toThrow(
      /^wrong does not become ready in development: .* The component was deleted again/,
    );
    expect(await components()).not.toContain('wrong');

    const corrected = { ...input, className: 'default' };
    await new TestTask().run(action(), corrected);
    expect(await components()).toContain('wrong');
  }, 60_000);

  it('creates a component anew when its failed step runs again', async () => {
    await createClass('late', 'ImagePullBackOff');
    const input = { project, name: 'again', image, className: 'late' };
    await expect(task.run(action(), input)).rejects.toThrow('does not become');
    await platform.remove(apiVersion, 'ServiceClass', 'late');
    await createClass('late');
    await task.run(action(), input);
    expect(task.log).toContain('development: Ready.');
  }, 60_000);

  it('fails with the last state when the time limit is reached, and keeps what it created', async () => {
    await platform.create({
      apiVersion,
      kind: 'Project',
      metadata: { name: 'ferry', namespace: platform.organization },
      spec: { deploymentPipelineRef: 'default' },
    });
    const input = {
      project: 'system:default/ferry',
      name: 'slow',
      image,
      className: 'failing',
    };
    await expect(
      task.run(action(), { ...input, timeout: '50ms' }),
    ).rejects.toThrow(
      /^slow is created, but was not ready within 50 milliseconds. Last state: development: /,
    );
    expect(await components()).toContain('slow');

    // Nor does another task with the same values delete it.
    await expect(new TestTask().run(action(), input)).rejects.toThrow(
      /^slow does not become ready in development/,
    );
    expect(await components()).toContain('slow');
  }, 60_000);

  it('stops when the task is cancelled', async () => {
    const cancelled = new AbortController();
    cancelled.abort(new Error('The task was cancelled'));
    await expect(
      task.run(
        action(),
        { project, name: 'late', image },
        { signal: cancelled.signal },
      ),
    ).rejects.toThrow('The task was cancelled');
    expect(await components()).not.toContain('late');
  });

  it('leaves no dead end when its task ends while it waits', async () => {
    const run = (id: string, input: JsonObject) => {
      const found = openChoreoActions(platform.services).find(
        each => each.id === id,
      );
      if (!found) throw new Error(`There is no action ${id}`);
      return new TestTask().run(found, input);
    };
    const input = { project, name: 'stuck', image, className: 'failing' };
    const killed = new AbortController();
    const end = task.run(action(), input, { signal: killed.signal });
    // The first state of the wait is in the log.
    while (!task.log.some(line => line.startsWith('development: '))) {
      await setTimeout(20);
    }
    killed.abort(new Error('The task was cancelled'));
    await expect(end).rejects.toThrow('The task was cancelled');

    const corrected = { ...input, image: `${image}-2`, className: 'default' };
    await expect(run('openchoreo:component:create', corrected)).rejects.toThrow(
      /The component stuck already exists in \S+, in project tram. Choose another name, or change or delete the component that exists/,
    );
    const component = 'component:default/stuck';
    await run('openchoreo:component:update', {
      component,
      image: `${image}-2`,
      waitUntilReady: false,
    });
    expect(
      await platform.object(apiVersion, 'Workload', 'stuck'),
    ).toMatchObject({
      spec: { containers: { main: { image: `${image}-2` } } },
    });
    await run('openchoreo:component:delete', { component });
    while ((await components()).includes('stuck')) await setTimeout(50);
    await run('openchoreo:component:create', corrected);
    expect(await components()).toContain('stuck');
  }, 120_000);

  it('creates nothing on a dry run, and logs the objects without the values of variables', async () => {
    await task.run(
      action(),
      {
        project,
        name: 'dry',
        image,
        port: 8080,
        environmentVariables: [{ key: 'TOKEN', value: 'hush' }],
      },
      { isDryRun: true },
    );
    expect(await components()).not.toContain('dry');
    expect(task.outputs).toMatchObject({
      environment: 'development',
      objects: [
        { kind: 'Component' },
        { kind: 'Workload' },
        { kind: 'Service' },
      ],
    });
    const log = task.log.join('\n');
    expect(log).toContain('key: TOKEN');
    expect(log).not.toContain('hush');
  });

  it('is forbidden without the permission, before anything is created', async () => {
    const authorization = platform.authorization(AuthorizeResult.DENY);
    await expect(
      task.run(createComponentAction({ ...platform.services, authorization }), {
        project,
        name: 'refused',
        image,
      }),
    ).rejects.toThrow(
      'You do not have the permission openchoreo.component.create',
    );
    expect(await components()).not.toContain('refused');
  });
});
