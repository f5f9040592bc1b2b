import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { TestPlatform } from '../__testUtils__/TestPlatform';
import { TestTask } from '../__testUtils__/TestTask';
import { createComponentAction } from './createComponent';
import { promoteComponentAction } from './promoteComponent';

const apiVersion = 'delivery.openchoreo.dev/v1alpha1';
const component = 'component:default/departures';
const staging = 'resource:default/environment-staging';

describe('openchoreo:component:promote', () => {
  let platform: TestPlatform;
  let task: TestTask;

  beforeAll(async () => {
    platform = await TestPlatform.start({ controlPlane: true });
    await new TestTask().run(createComponentAction(platform.services), {
      project: 'system:default/tram',
      name: 'departures',
      image: 'registry.test/tram/departures:1.0.0',
      timeout: '90s',
      port: 8080,
      environmentVariables: [{ key: 'TOKEN', value: 'hush' }],
    });
  }, 120_000);
  afterAll(() => platform?.stop(), 60_000);
  beforeEach(() => {
    task = new TestTask();
  });

  const action = () => promoteComponentAction(platform.services);
  const promotions = () => platform.namesOf(apiVersion, 'Promotion');

  it('creates nothing on a dry run, and logs the changes without values', async () => {
    await task.run(action(), { component, to: staging }, { isDryRun: true });
    expect(await promotions()).toEqual([]);
    expect(task.outputs).toMatchObject({
      from: 'development',
      to: 'staging',
      release: expect.stringMatching(/^[0-9a-f]{7}$/),
      objects: [{ kind: 'Promotion' }],
    });
    expect(task.log.join('\n')).toMatch(/images: .*departures:1.0.0/);
    expect(task.log.join('\n')).not.toContain('hush');
  });

  it('rejects a path that the pipeline does not have', async () => {
    await expect(
      task.run(action(), { component, to: 'production', from: 'development' }),
    ).rejects.toThrow(/does not lead from development to production/);
    await expect(
      task.run(action(), { component, to: 'production' }),
    ).rejects.toThrow(/Nothing is deployed in staging/);
  });

  it('is forbidden without the permission', async () => {
    const authorization = platform.authorization(AuthorizeResult.DENY);
    await expect(
      task.run(
        promoteComponentAction({ ...platform.services, authorization }),
        {
          component,
          to: staging,
        },
      ),
    ).rejects.toThrow(
      `You do not have the permission openchoreo.release.promote for component:${platform.organization}/departures`,
    );
    expect(await promotions()).toEqual([]);
  });

  it('promotes once and waits until it is healthy', async () => {
    const input = { component, to: staging, reason: 'It is time' };
    await task.run(action(), input);
    const { organization } = platform;
    const [promotion, ...others] = await promotions();
    expect(others).toEqual([]);
    expect(task.outputs).toEqual({
      deliveryMode: 'apply',
      entityRef: `component:${organization}/departures`,
      organization,
      project: 'tram',
      component: 'departures',
      from: 'development',
      to: 'staging',
      environment: 'staging',
      promotion,
      release: expect.stringMatching(/^[0-9a-f]{7}$/),
      deployUrl: `https://portal.test/catalog/${organization}/component/departures/deploy`,
      objects: [
        { kind: 'Promotion', namespace: organization, name: promotion },
      ],
    });
    expect(task.log.at(-1)).toBe('Promotion to staging: done.');
    expect(
      await platform.object(apiVersion, 'Promotion', promotion),
    ).toMatchObject({
      spec: { requestedBy: 'user:default/ada', reason: 'It is time' },
      status: { phase: 'Succeeded' },
    });

    await task.run(action(), input);
    expect(await promotions()).toEqual([promotion]);
    expect(task.outputs.promotion).toBe(promotion);
  }, 60_000);
});
