import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  type BackendFeature,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import notificationsBackend from '@backstage/plugin-notifications-backend';
import { notificationService } from '@backstage/plugin-notifications-node';
import type {
  PromotionPhase,
  PromotionRecord,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  componentEntitiesServiceRef,
  openChoreoServiceRef,
  OpenChoreoViews,
  type PlatformChange,
} from '@promenade/backstage-plugin-openchoreo-node';
import {
  closeDatabase,
  collectDatabase,
  noOverviews,
  noPromotions,
  openChoreoServiceMock,
} from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import request from 'supertest';
import { z } from 'zod';
import openChoreoPlugin from './index';
import { PromotionNotifier } from './PromotionNotifier';

const component = {
  organization: 'acme',
  project: 'shop',
  component: 'greeter',
};
const user = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  relations: [{ type: 'memberOf', targetRef: 'group:default/leads' }],
  spec: {},
});
const entities = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'greeter', namespace: 'acme' },
    relations: [{ type: 'ownedBy', targetRef: 'user:default/owen' }],
  },
  user('ana'),
  user('bob'),
  user('owen'),
  user('rob'),
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'leads', namespace: 'default' },
    relations: ['ana', 'bob', 'rob'].map(name => ({
      type: 'hasMember',
      targetRef: `user:default/${name}`,
    })),
    spec: {},
  },
];

/** A platform whose promotions a test writes. */
class Platform {
  readonly #promotions = new Map<string, PromotionRecord>();
  readonly #listeners = new Set<(change: PlatformChange) => void>();

  readonly service = openChoreoServiceMock({
    views: new OpenChoreoViews({
      freshness: () => ({ status: 'live' }),
      snapshot: () => undefined,
      organization: () => undefined,
      projects: () => [],
      overviews: noOverviews,
      promotions: {
        ...noPromotions,
        get: (_, name) => this.#promotions.get(name),
      },
    }),
    cache: {
      ...openChoreoServiceMock().cache,
      onChange: listener => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    },
  });

  write(
    name: string,
    phase: PromotionPhase,
    parts: Partial<PromotionRecord> & { at?: Date; by?: string } = {},
  ): void {
    const { at = new Date(), by, ...others } = parts;
    this.#promotions.set(name, {
      component,
      name,
      type: 'Promote',
      from: 'staging',
      to: 'production',
      release: { hash: 'a'.repeat(64), short: 'aaaaaaa', version: '1.2.3' },
      requestedBy: 'user:default/rob',
      isRequesterVerified: true,
      reason: 'The timetable changes',
      phase,
      steps: [],
      gates: [],
      approvals: [],
      transitions: [
        { phase, at: at.toISOString(), by, reason: phase, message: 'Because.' },
      ],
      startedAt: at.toISOString(),
      ...others,
    });
    for (const listener of this.#listeners) {
      listener({
        type: 'updated',
        apiVersion: 'delivery.openchoreo.dev/v1alpha1',
        kind: 'Promotion',
        namespace: 'acme',
        name,
        components: ['acme/shop/greeter'],
      });
    }
  }
}

const notificationSchema = z.object({
  origin: z.string(),
  updated: z.union([z.string(), z.number()]).nullish(),
  payload: z.object({
    title: z.string(),
    description: z.string(),
    link: z.string(),
    topic: z.string(),
    severity: z.string(),
  }),
});

describe('notifications about promotions', () => {
  let backend: TestBackend;
  const databases: DatabaseService[] = [];
  const platform = new Platform();
  const replica = new Platform();

  const openChoreoWith = (features: BackendFeature[]) =>
    startTestBackend({
      features: [
        openChoreoPlugin,
        databaseServiceFactory,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost' },
            backend: {
              database: { client: 'better-sqlite3', connection: ':memory:' },
            },
          },
        }),
        catalogServiceMock.factory({ entities }),
        createServiceFactory({
          service: openChoreoServiceRef,
          deps: {},
          factory: () => openChoreoServiceMock(),
        }),
        ...features,
      ],
    });

  /** Starts a notifier of the plugin, as a backend does. */
  const startNotifier = (of: Platform, moduleId: string) =>
    createBackendModule({
      pluginId: 'openchoreo',
      moduleId,
      register({ registerInit }) {
        registerInit({
          deps: {
            auth: coreServices.auth,
            catalog: catalogServiceRef,
            components: componentEntitiesServiceRef,
            logger: coreServices.logger,
            notifications: notificationService,
          },
          async init(services) {
            const openChoreo = of.service;
            const options = { ...services, openChoreo, maxDelayMs: 0 };
            new PromotionNotifier(options).start();
          },
        });
      },
    });

  beforeAll(async () => {
    backend = await openChoreoWith([
      notificationsBackend,
      collectDatabase('notifications', databases),
      startNotifier(platform, 'first'),
      startNotifier(replica, 'second'),
    ]);
  });
  afterAll(async () => {
    await backend.stop();
    await Promise.all(databases.map(closeDatabase));
  });

  /** The notifications of a user about a promotion of this name. */
  const received = async (name: string) => {
    const { body } = await request(backend.server)
      .get('/api/notifications/notifications')
      .set(
        'Authorization',
        mockCredentials.user.header(`user:default/${name}`),
      );
    return z.object({ notifications: z.array(notificationSchema) }).parse(body)
      .notifications;
  };
  const titles = async (name: string) =>
    (await received(name)).map(({ payload }) => payload.title);

  it('tell the approvers what awaits their approval', async () => {
    platform.write('one', 'AwaitingApproval', {
      requiredApproval: {
        count: 1,
        missing: 1,
        groups: ['group:default/leads'],
        allowsSelfApproval: false,
      },
    });
    await waitForExpect(async () => {
      expect(await received('ana')).toMatchObject([
        {
          origin: 'plugin:openchoreo',
          payload: {
            title: 'The promotion of greeter to production awaits approval',
            description:
              'user:default/rob requested it: 1.2.3, aaaaaaa from staging to production. Reason: The timetable changes',
            link: expect.stringMatching(/^\/openchoreo\/promotions\/acme\//),
            topic: 'promotion-approval',
          },
        },
      ]);
    });
    expect(await titles('bob')).toHaveLength(1);
    // The requester is a member of the group, and cannot approve.
    expect(await titles('rob')).toEqual([]);
  });

  it('are one when two backends send them', async () => {
    replica.write('one', 'AwaitingApproval', {
      requiredApproval: {
        count: 1,
        missing: 1,
        groups: ['group:default/leads'],
        allowsSelfApproval: false,
      },
    });
    await waitForExpect(async () => {
      const [notification, ...others] = await received('ana');
      expect(notification.updated ?? undefined).toBeDefined();
      expect(others).toEqual([]);
    });
  });

  it('tell the owner of the component when no approver is listed', async () => {
    platform.write('two', 'AwaitingApproval');
    await waitForExpect(async () =>
      expect(await titles('owen')).toEqual([
        'The promotion of greeter to production awaits approval',
      ]),
    );
  });

  it('tell the requester how it ended, once, unless it was superseded', async () => {
    const yesterday = new Date(Date.now() - 24 * 60 * 60_000);
    platform.write('old', 'Failed', { at: yesterday });
    platform.write('newer', 'Superseded');
    platform.write('forged', 'Failed', { isRequesterVerified: false });
    platform.write('own', 'Cancelled', { by: 'user:default/rob' });
    platform.write('running', 'Progressing');
    platform.write('failed', 'Failed');
    platform.write('failed', 'Failed');
    platform.write('done', 'Succeeded', {
      type: 'RollBack',
      from: 'production',
    });
    await waitForExpect(async () =>
      expect((await titles('rob')).sort()).toEqual([
        'The promotion of greeter to production failed',
        'The rollback of greeter to production succeeded',
      ]),
    );
  });

  it('are not needed: a host may have no notifications backend', async () => {
    const logger = mockServices.logger.mock();
    const other = new Platform();
    const without = await openChoreoWith([
      createBackendModule({
        pluginId: 'openchoreo',
        moduleId: 'without',
        register({ registerInit }) {
          registerInit({
            deps: {
              auth: coreServices.auth,
              catalog: catalogServiceRef,
              components: componentEntitiesServiceRef,
              notifications: notificationService,
            },
            async init(services) {
              const openChoreo = other.service;
              const options = {
                ...services,
                logger,
                openChoreo,
                maxDelayMs: 0,
              };
              new PromotionNotifier(options).start();
            },
          });
        },
      }),
    ]);
    other.write('one', 'Failed');
    await waitForExpect(async () =>
      expect(logger.debug).toHaveBeenCalledTimes(1),
    );
    other.write('two', 'Failed');
    other.write('three', 'Failed');
    await new Promise(resolve => {
      setTimeout(resolve, 500);
    });
    expect(logger.debug).toHaveBeenCalledTimes(1);
    expect(logger.warn).not.toHaveBeenCalled();
    await without.stop();
  });
});

/** Repeats an expectation until it holds. */
async function waitForExpect(expectation: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    try {
      await expectation();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await new Promise(resolve => {
      setTimeout(resolve, 50);
    });
  }
}
