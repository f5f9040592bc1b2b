import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import {
  coreServices,
  createServiceFactory,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import catalogBackend from '@backstage/plugin-catalog-backend';
import scaffolderEntityModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import type { JsonObject } from '@backstage/types';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { readTemplatesConfig } from './config';
import templatesModule from './index';
import { createTemplateProvider, refreshTaskId } from './module';
import { readTemplates } from './readTemplates';

const startCatalog = (catalog: JsonObject, features: BackendFeature[] = []) =>
  startTestBackend({
    features: [
      catalogBackend,
      databaseServiceFactory,
      scaffolderEntityModel,
      templatesModule,
      ...features,
      mockServices.rootConfig.factory({
        data: {
          backend: {
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
          catalog,
        },
      }),
    ],
  });

type TestBackend = Awaited<ReturnType<typeof startCatalog>>;

async function templatesOf({ server }: TestBackend): Promise<Entity[]> {
  const { body } = await request(server)
    .get('/api/catalog/entities')
    .query({ filter: 'kind=template' })
    .expect(200);
  return body;
}

/** Waits until the catalog has as many templates. */
async function waitForTemplates(backend: TestBackend, count: number) {
  for (;;) {
    const templates = await templatesOf(backend);
    if (templates.length === count) return templates;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

describe('the catalog module for templates', () => {
  let backend: TestBackend | undefined;

  afterEach(() => backend?.stop());

  it('adds each template, whatever the rules for locations allow', async () => {
    backend = await startCatalog({ rules: [{ allow: ['Component'] }] });
    const templates = await waitForTemplates(backend, 18);
    const [source] = templates.filter(
      ({ metadata }) => metadata.name === 'create-a-service-from-source',
    );
    expect(source.metadata.namespace).toBe('openchoreo');
    expect(source.spec?.owner).toBe('group:default/platform');
    const location =
      source.metadata.annotations?.['backstage.io/managed-by-location'];
    expect(location).toMatch(/^file:.*\/template\.yaml$/);
    expect(existsSync(String(location).replace('file:', ''))).toBe(true);
  });

  it('adds again what a backend without the module has removed', async () => {
    const scheduler = mockServices.scheduler();
    backend = await startCatalog({}, [
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
    ]);
    const [{ metadata }] = await waitForTemplates(backend, 18);
    await request(backend.server)
      .delete(`/api/catalog/entities/by-uid/${metadata.uid}`)
      .expect(204);
    await waitForTemplates(backend, 17);

    await scheduler.triggerTask(refreshTaskId);
    const restored = await waitForTemplates(backend, 18);
    expect(restored.map(({ metadata: { name } }) => name)).toContain(
      metadata.name,
    );
  });

  it('takes the owner of entities without one, a namespace, and leaves out what is excluded', async () => {
    backend = await startCatalog({
      providers: {
        openchoreo: { defaultOwner: 'team-a' },
        openchoreoTemplates: {
          namespace: 'default',
          exclude: ['delete-a-project'],
        },
      },
    });
    const templates = await waitForTemplates(backend, 17);
    const names = templates.map(({ metadata }) => metadata.name);
    expect(names).not.toContain('delete-a-project');
    expect(new Set(templates.map(({ spec }) => spec?.owner))).toEqual(
      new Set(['group:default/team-a']),
    );
    expect(
      new Set(templates.map(({ metadata }) => metadata.namespace)),
    ).toEqual(new Set(['default']));
  });

  it.each([
    [{ owner: 'group:' }, 'openchoreoTemplates.owner'],
    [{ namespace: 'no spaces' }, 'openchoreoTemplates.namespace'],
    [{ exclude: ['create-a-castle'] }, 'openchoreoTemplates.exclude'],
  ])('names the key of the invalid value %j', (openchoreoTemplates, key) => {
    const config = mockServices.rootConfig({
      data: { catalog: { providers: { openchoreoTemplates } } },
    });
    expect(() =>
      readTemplates(
        // eslint-disable-next-line no-restricted-syntax
        join(__dirname, '../templates'),
        readTemplatesConfig(config),
      ),
    ).toThrow(key);
  });

  it('adds the templates later when the catalog does not take them at its start', async () => {
    const scheduler = mockServices.scheduler();
    const logger = mockServices.logger.mock();
    const applyMutation = jest
      .fn()
      .mockRejectedValueOnce(new Error('the database is locked'))
      .mockResolvedValue(undefined);
    await createTemplateProvider([], { scheduler, logger }).connect({
      applyMutation,
      refresh: jest.fn(),
    });
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('templates'),
      expect.objectContaining({ message: 'the database is locked' }),
    );
    await scheduler.triggerTask(refreshTaskId);
    expect(applyMutation).toHaveBeenCalledTimes(2);
    expect(logger.error).toHaveBeenCalledTimes(1);
  });

  it.each(['kind: Component', 'metadata: ['])(
    'names the file of a malformed template: %s',
    content => {
      const folder = mkdtempSync(join(tmpdir(), 'promenade-templates-'));
      mkdirSync(join(folder, 'broken'));
      const file = join(folder, 'broken/template.yaml');
      writeFileSync(file, content);
      try {
        expect(() =>
          readTemplates(folder, {
            owner: 'group:default/platform',
            namespace: 'openchoreo',
            exclude: [],
          }),
        ).toThrow(file);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});
