import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  declareVerb,
  environmentDeployPermission,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import { Authorization } from '@promenade/backstage-plugin-openchoreo-node';
import {
  catalogModuleMock,
  openChoreoServiceMock,
} from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import { z } from 'zod';
import { platformCatalog, sampleUnits } from './__testUtils__/platformCatalog';
import { TestTask } from './__testUtils__/TestTask';
import { verbActions } from './actions';

/** A verb that only this test knows. */
const restart = declareVerb({
  ...verbs.promoteComponent,
  name: 'restart-component',
  title: 'Restart a component',
  description: 'Restarts the pods of a component.',
  input: verbs.promoteComponent.input.pick({
    organization: true,
    project: true,
    component: true,
    to: true,
    reason: true,
    idempotencyKey: true,
  }),
  output: z.object({ restartedBy: z.string() }),
  http: { method: 'POST', path: '/restart', status: 200 },
  references: { to: 'environment' },
  completion: undefined,
  environment: {
    permission: environmentDeployPermission,
    field: 'to',
    names: 'environment',
  },
  audit: {
    eventId: 'component-restart',
    severityLevel: 'medium',
    meta: ({ to }) => ({ environment: to }),
  },
});

const input = {
  component: 'component:default/alerts',
  to: 'resource:default/environment-staging',
};
const resolved = {
  organization: 'acme',
  project: 'tram',
  component: 'alerts',
  to: 'staging',
};

describe('a verb that is added to the list', () => {
  const auditor = mockServices.auditor.mock();
  const success = jest.fn();
  const fail = jest.fn();
  const execute = jest.fn();
  const plan = jest.fn();

  const units = sampleUnits('acme');
  const catalog = platformCatalog('acme', units);
  const action = (result: AuthorizeResult.ALLOW | AuthorizeResult.DENY) => {
    const openchoreo = openChoreoServiceMock({
      verbDeclarations: [restart],
      catalogUnits: { ...openChoreoServiceMock().catalogUnits, ...units },
      verbs: {
        execute: async (verb, given, { requestedBy } = {}) => {
          execute(given);
          return verb.output.parse({ restartedBy: requestedBy });
        },
        undo: async () => {},
        plan: async (verb, given, { requestedBy } = {}) => {
          plan(given);
          const output = verb.output.parse({ restartedBy: requestedBy });
          return { output, objects: [] };
        },
      },
    });
    const authorization = new Authorization({
      auth: mockServices.auth(),
      auditor,
      catalog,
      catalogModule: catalogModuleMock(),
      openChoreo: openchoreo,
      permissions: mockServices.permissions({ result }),
      userInfo: mockServices.userInfo(),
    });
    const [restartAction] = verbActions({
      openchoreo,
      authorization,
      catalog,
      catalogModule: catalogModuleMock(),
      logger: mockServices.logger.mock(),
      config: mockServices.rootConfig({
        data: { app: { baseUrl: 'https://portal.test' } },
      }),
    });
    return restartAction;
  };

  beforeEach(() => {
    jest.clearAllMocks();
    auditor.createEvent.mockResolvedValue({ success, fail });
  });

  it('is an action with an id and schemas of its own', () => {
    expect(action(AuthorizeResult.ALLOW)).toMatchObject({
      id: 'openchoreo:component:restart',
      description: 'Restarts the pods of a component.',
      schema: {
        input: {
          properties: {
            component: { type: 'string' },
            organization: { type: 'string' },
            to: {
              type: 'string',
              description: expect.stringMatching(/ Required\.$/),
            },
            reason: { type: 'string' },
          },
          additionalProperties: true,
        },
        output: { properties: { restartedBy: { type: 'string' } } },
      },
    });
  });

  it('is executed once with resolved names, authorized and audited', async () => {
    const task = new TestTask();
    await task.run(action(AuthorizeResult.ALLOW), input);
    await task.run(action(AuthorizeResult.ALLOW), input);
    expect(execute.mock.calls).toEqual([
      [{ ...resolved, idempotencyKey: expect.stringMatching(/^.+\/.+$/) }],
    ]);
    expect(task.outputs).toEqual({
      organization: 'acme',
      project: 'tram',
      component: 'alerts',
      entityRef: 'component:acme/alerts',
      deployUrl: 'https://portal.test/catalog/acme/component/alerts/deploy',
      deliveryMode: 'apply',
      restartedBy: 'user:default/ada',
    });
    expect(auditor.createEvent).toHaveBeenCalledWith({
      eventId: 'component-restart',
      severityLevel: 'medium',
      request: undefined,
      meta: {
        organization: 'acme',
        project: 'tram',
        component: 'alerts',
        environment: 'staging',
        entityRef: 'component:acme/alerts',
        door: 'scaffolder',
      },
    });
    expect(success).toHaveBeenCalledTimes(1);
  });

  it('is only planned on a dry run', async () => {
    const task = new TestTask();
    await task.run(action(AuthorizeResult.ALLOW), input, { isDryRun: true });
    expect(plan).toHaveBeenCalledTimes(1);
    expect(execute).not.toHaveBeenCalled();
    expect(task.outputs).toMatchObject({
      restartedBy: 'user:default/ada',
      diff: '',
    });
    expect(success).toHaveBeenCalledWith({ meta: { dryRun: 'true' } });
  });

  it('is forbidden without its permission', async () => {
    await expect(
      new TestTask().run(action(AuthorizeResult.DENY), input),
    ).rejects.toThrow(
      'You do not have the permission openchoreo.release.promote for component:acme/alerts',
    );
    expect(execute).not.toHaveBeenCalled();
    expect(fail).toHaveBeenCalled();
  });
});
