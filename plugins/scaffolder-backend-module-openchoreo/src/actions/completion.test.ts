import type { JsonObject } from '@backstage/types';
import { TestPlatform } from '../__testUtils__/TestPlatform';
import { TestTask } from '../__testUtils__/TestTask';
import { verbActions } from '.';

jest.setTimeout(120_000);

const openchoreo = 'openchoreo.dev/v1alpha1';
const delivery = 'delivery.openchoreo.dev/v1alpha1';
const project = 'system:default/tram';
const departures = 'component:default/departures';
const image = (tag: string) => `registry.test/tram/departures:${tag}`;

describe('an action that starts something', () => {
  let platform: TestPlatform;

  async function run(id: string, input: JsonObject, task = new TestTask()) {
    const action = verbActions(platform.services).find(each => each.id === id);
    if (!action) throw new Error(`There is no action ${id}`);
    await task.run(action, input);
    return task;
  }

  const boardOf = (component: string, environment: string) =>
    platform.openchoreo.views
      .deployBoard({
        organization: platform.organization,
        project: 'tram',
        component,
      })
      .environments.find(card => card.environment.name === environment);

  const artifactOf = (environment: string) =>
    boardOf('departures', environment)?.release?.name;

  beforeAll(async () => {
    platform = await TestPlatform.start({ controlPlane: true });
    for (const name of ['departures', 'timetable']) {
      await run('openchoreo:component:create', {
        project,
        name,
        image: image('1.0.0'),
        port: 8080,
      });
    }
  });
  afterAll(() => platform?.stop());

  it('ends when the first environment runs the change, with a line for each', async () => {
    const { log } = await run('openchoreo:component:update', {
      component: departures,
      image: image('1.1.0'),
      environmentVariables: [{ key: 'TOKEN', value: 'hush' }],
    });
    expect(boardOf('departures', 'development')).toMatchObject({
      state: 'Ready',
      release: { images: [{ tag: '1.1.0' }] },
    });
    const text = log.join('\n');
    expect(text).toContain(
      `Update a component: departures in development\n  images: main: ${image(
        '1.0.0',
      )} → ${image('1.1.0')}`,
    );
    expect(text).toMatch(/^ {2}configuration: .*TOKEN/m);
    expect(text).not.toContain('hush');
    expect(log.at(-1)).toBe('development: Ready.');
  });

  it('says that nothing had to be changed, and does not wait for a change', async () => {
    const { log } = await run('openchoreo:component:update', {
      component: departures,
      image: image('1.1.0'),
    });
    expect(log).toEqual([
      'Update a component: departures in development: nothing had to be changed',
      'development: Ready.',
    ]);
  });

  it('can be followed by a promotion', async () => {
    await run('openchoreo:component:connect', {
      component: departures,
      target: 'component:default/timetable',
    });
    const { log } = await run('openchoreo:project:promote', {
      project,
      from: 'development',
      to: 'staging',
      components: [departures, 'component:default/timetable'],
    });
    expect(boardOf('departures', 'staging')).toMatchObject({ state: 'Ready' });
    expect(boardOf('timetable', 'staging')).toMatchObject({ state: 'Ready' });
    expect(log.at(-1)).toMatch(
      /^Promotion to staging: done\..*departures: done/,
    );
    expect(log.at(-1)).toContain('timetable: done');
  });

  it('waits until an environment has its earlier release', async () => {
    const artifact = artifactOf('staging');
    await run('openchoreo:component:update', {
      component: departures,
      image: image('1.2.0'),
    });
    await run('openchoreo:component:promote', {
      component: departures,
      to: 'staging',
    });
    expect(artifactOf('staging')).not.toBe(artifact);
    const again = await run('openchoreo:component:promote', {
      component: departures,
      to: 'staging',
    });
    expect(again.log).toEqual([
      expect.stringMatching(/^Nothing is promoted. Staging runs .* already/),
    ]);
    const task = new TestTask();
    const input = {
      component: departures,
      environment: 'staging',
      artifact: String(artifact),
      reason: 'Too slow',
    };
    await run('openchoreo:component:rollback', input, task);
    expect(artifactOf('staging')).toBe(artifact);
    const promotions = await platform.namesOf(delivery, 'Promotion');
    await run('openchoreo:component:rollback', input, task);
    expect(await platform.namesOf(delivery, 'Promotion')).toEqual(promotions);
    // Another task, with the same values.
    const { log } = await run('openchoreo:component:rollback', input);
    expect(log.join()).toMatch(/nothing had to be changed. Staging runs/);
    expect(await platform.namesOf(delivery, 'Promotion')).toEqual(promotions);
  });

  it('waits for the wanted state', async () => {
    for (const [state, expected] of [
      ['Suspend', 'Suspended'],
      ['Active', 'Ready'],
    ]) {
      await run('openchoreo:state:set', {
        component: departures,
        environment: 'staging',
        state,
      });
      expect(boardOf('departures', 'staging')).toMatchObject({
        state: expected,
      });
    }
    const { log } = await run('openchoreo:component:restart', {
      component: departures,
      environment: 'staging',
    });
    expect(log.at(0)).toBe('Restart a component: departures in staging');
    expect(log.at(-1)).toBe('staging: Ready.');
  });

  it('fails with the reason when a change does not become ready', async () => {
    const task = new TestTask();
    await expect(
      run(
        'openchoreo:component:update',
        { component: departures, timeout: '1s', image: image('broken') },
        task,
      ),
    ).rejects.toThrow(
      /is changed, but was not ready in development|The change is made/,
    );
  });

  it('ends when nothing is left, also when it runs again', async () => {
    const task = new TestTask();
    const input = { component: departures };
    await run('openchoreo:component:delete', input, task);
    expect(await platform.namesOf(openchoreo, 'Component')).toEqual([
      'timetable',
    ]);
    expect(task.log.at(0)).toBe('Delete a component: departures');
    expect(task.log.at(-2)).toBe('departures is deleted');
    expect(task.log.at(-1)).toMatch(
      /^The catalog has no component:\S+ and api:\S+ any more$/,
    );
    await run('openchoreo:component:delete', input, task);
    const other = await run('openchoreo:component:delete', input);
    expect(other.log).toEqual([
      'component:default/departures does not exist: nothing is deleted',
    ]);

    const { log } = await run('openchoreo:project:delete', { project });
    expect(await platform.namesOf(openchoreo, 'Component')).toEqual([]);
    expect(await platform.namesOf(openchoreo, 'Project')).toEqual([]);
    expect(log.at(-2)).toBe('tram is deleted');
    expect(log.at(-1)).toMatch(/^The catalog has no system:\S+ and /);
  });
});
