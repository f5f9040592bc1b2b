import {
  Promotion,
  apiBindingKind,
  apiKind,
  componentKind,
  endpointKind,
  isConditionTrue,
  promotionKind,
  serviceBindingKind,
  webApplicationBindingKind,
} from '@promenade/openchoreo-model';
import {
  Modifier,
  aComponent,
  aProject,
  aPromotion,
  aScheduledTask,
  aScheduledTaskClass,
  aService,
  aWebApplication,
  aWebApplicationClass,
  aWorkload,
  anAPI,
  anAPIClass,
  fromTo,
  inProject,
  ofComponent,
  withImage,
  withSpec,
  withWorkloadName,
} from '../__testUtils__';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';

jest.setTimeout(120_000);

const image = 'registry.test/app:1';
const dotted = 'my.shop';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
  await platform.apply(
    aProject(dotted),
    anAPIClass('default'),
    aWebApplicationClass('default'),
    aScheduledTaskClass(
      'default',
      withSpec({ cronJobTemplate: { schedule: '0 3 * * *' } }),
    ),
  );
});

afterAll(() => platform?.stop());

const exposed: Modifier = withSpec({
  containers: { main: { image } },
  endpoints: { api: { type: 'REST', port: 8080, visibility: ['public'] } },
});

const ready = (name: string) =>
  platform.waitForCondition(componentKind, name, { status: 'True' });

describe.each([50, 55, 64, 253])(
  'a component whose name has %i characters',
  length => {
    const name = `s${'-abc'.repeat(64)}`.slice(0, length - 1).concat('z');

    it('is deployed, and promoted to every environment', async () => {
      await platform.apply(
        aComponent(name),
        aWorkload(name, ofComponent(name), exposed),
        aService(name, ofComponent(name), withWorkloadName(name)),
      );
      await ready(name);
      for (const [from, to] of [
        ['development', 'staging'],
        ['staging', 'production'],
      ]) {
        const promotion = `${to}-${length}`;
        await platform.apply(
          aPromotion(promotion, ofComponent(name), fromTo(from, to)),
        );
        const { status } = await platform.waitFor(
          promotionKind,
          promotion,
          (each: Promotion) =>
            ['Succeeded', 'Failed'].includes(each.status?.phase ?? ''),
        );
        expect(status?.phase).toBe('Succeeded');
        await platform.waitFor(
          serviceBindingKind,
          status?.bindingRef ?? '',
          binding => binding.status?.state === 'Ready',
        );
      }
    });

    it('is deployed as a web application and as a task', async () => {
      const web = `w${name.slice(1)}`;
      const task = `t${name.slice(1)}`;
      await platform.apply(
        aComponent(web, withSpec({ type: 'WebApplication' })),
        aWorkload(
          web,
          ofComponent(web),
          withSpec({
            containers: { main: { image } },
            endpoints: { web: { type: 'HTTP', port: 8080 } },
          }),
        ),
        aWebApplication(web, ofComponent(web), withWorkloadName(web)),
        aComponent(task, withSpec({ type: 'ScheduledTask' })),
        aWorkload(
          task,
          ofComponent(task),
          withSpec({ containers: { main: { image } } }),
        ),
        aScheduledTask(task, ofComponent(task), withWorkloadName(task)),
      );
      await ready(web);
      await ready(task);
      const { status } = await platform.waitFor(
        webApplicationBindingKind,
        web,
        binding => binding.status?.state === 'Ready',
      );
      expect(status?.endpoints?.[0].public?.host).toMatch(/^[-.a-z0-9]+$/);
    });

    it('has an API resource', async () => {
      const api = `a${name.slice(1)}`;
      await platform.apply(
        anAPI(
          api,
          ofComponent(name),
          withSpec({
            environmentName: 'development',
            type: 'REST',
            rest: { backend: { port: 8080, basePath: `/${length}` } },
          }),
        ),
      );
      await platform.waitForCondition(apiKind, api, { status: 'True' });
      const { spec } = await platform.waitFor(apiBindingKind, api, binding =>
        isConditionTrue(binding.status?.conditions, 'Ready'),
      );
      expect(spec.apiName).toBe(api);
    });
  },
);

it('a component and a project with dots in their names are deployed', async () => {
  const name = 'my.app';
  await platform.apply(
    aComponent(name, inProject(dotted)),
    aWorkload(name, ofComponent(name, dotted), withImage(image)),
    aService(name, ofComponent(name, dotted), withWorkloadName(name)),
  );
  await ready(name);
  await platform.waitUntilIdle();
  const endpoints = await platform.client.list(endpointKind, {
    namespace: platform.organization,
  });
  expect(endpoints.items.length).toBeGreaterThan(0);
});
