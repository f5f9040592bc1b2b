import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolder from '@backstage/plugin-scaffolder-backend';
import { openChoreoServiceRef } from '@promenade/backstage-plugin-openchoreo-node';
import request from 'supertest';
import { parse } from 'yaml';
import { z } from 'zod';
import { entitiesOf } from './__testUtils__/catalogOf';
import { TestPlatform } from './__testUtils__/TestPlatform';
import { TestTask } from './__testUtils__/TestTask';
import { createComponentAction } from './actions/createComponent';
import { scaffolderModuleOpenChoreo } from './module';

// The templates are not part of the package: they are looked at in a clone only.
// eslint-disable-next-line no-restricted-syntax
const templates = resolve(__dirname, '../../../templates');

const resultSchema = z.object({
  steps: z.array(z.object({ id: z.string(), action: z.string() })),
  log: z.array(z.object({ body: z.object({ message: z.string() }) })),
  output: z.object({
    links: z.array(
      z.object({
        title: z.string(),
        url: z.string().optional(),
        entityRef: z.string().optional(),
      }),
    ),
    text: z.array(z.object({ title: z.string(), content: z.string() })),
  }),
});

describe('the scaffolder with the actions of OpenChoreo', () => {
  let platform: TestPlatform;
  let backend: TestBackend;

  beforeAll(async () => {
    platform = await TestPlatform.start({ controlPlane: true });
    await new TestTask().run(createComponentAction(platform.services), {
      project: 'system:default/tram',
      name: 'departures',
      image: 'registry.test/tram/departures:1.0.0',
      timeout: '90s',
    });
    backend = await startTestBackend({
      features: [
        scaffolder,
        scaffolderModuleOpenChoreo,
        catalogServiceMock.factory({
          entities: entitiesOf(platform.organization),
        }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'https://portal.test' },
            backend: {
              database: { client: 'better-sqlite3', connection: ':memory:' },
            },
          },
        }),
        databaseServiceFactory,
        createServiceFactory({
          service: openChoreoServiceRef,
          deps: {},
          factory: () => platform.services.openchoreo,
        }),
      ],
    });
  }, 120_000);
  afterAll(async () => {
    await backend?.stop();
    await platform?.stop();
  }, 60_000);

  async function dryRun(template: string, values: object) {
    const file = join(templates, template, 'template.yaml');
    const response = await request(backend.server)
      .post('/api/scaffolder/v2/dry-run')
      .send({
        template: parse(readFileSync(file, 'utf8')),
        values,
        directoryContents: [],
      });
    expect(response.body).not.toHaveProperty('error');
    expect(response.status).toBe(200);
    return resultSchema.parse(response.body);
  }

  it('lists them with what they take and give', async () => {
    const { body } = await request(backend.server).get(
      '/api/scaffolder/v2/actions',
    );
    const ours = z
      .array(z.object({ id: z.string(), examples: z.unknown() }))
      .parse(body)
      .filter(({ id }) => id.startsWith('openchoreo:'));
    expect(ours.map(({ id }) => id).sort()).toEqual([
      'openchoreo:component:create',
      'openchoreo:component:promote',
      'openchoreo:project:create',
    ]);
  });

  it('runs the template Create a project', async () => {
    const { output } = await dryRun('create-a-project', {
      organization: 'domain:default/default',
      name: 'ferry',
    });
    expect(output.links).toEqual([
      {
        title: 'Open the project',
        entityRef: `system:${platform.organization}/ferry`,
      },
    ]);
    expect(output.text[0].content).toContain('**ferry** is there');
  });

  it('runs the template Create a service, with no more than it asks for', async () => {
    const { output } = await dryRun('create-a-service', {
      project: 'system:default/tram',
      name: 'alerts',
      image: 'registry.test/tram/alerts:1.0.0',
      port: 8080,
    });
    const ref = `component:${platform.organization}/alerts`;
    expect(output.links).toMatchObject([
      { entityRef: ref },
      {
        url: `https://portal.test/catalog/${platform.organization}/component/alerts/deploy`,
      },
    ]);
    expect(output.text[0].content).toContain('runs in development');
  });

  it('runs the template Create a service, with all that it asks for', async () => {
    const { log } = await dryRun('create-a-service', {
      project: 'system:default/tram',
      name: 'alerts',
      description: 'Tells when a line does not run',
      owner: 'group:default/tram',
      image: 'registry.test/tram/alerts:1.0.0',
      port: 8080,
      basePath: '/v1',
      exposure: 'Public',
      environmentVariables: [{ key: 'LOG_LEVEL', value: 'info' }],
    });
    const text = log.map(({ body }) => body.message).join('\n');
    expect(text).toContain('basePath: /v1');
    expect(text).toContain('openchoreo.dev/owner: group:default/tram');
  });

  it('runs the template Promote a component', async () => {
    const { output } = await dryRun('promote-a-component', {
      component: 'component:default/departures',
      to: 'resource:default/environment-staging',
    });
    expect(output.text[0].content).toMatch(
      /Release `[0-9a-f]{7}` runs in staging/,
    );
  });
});
