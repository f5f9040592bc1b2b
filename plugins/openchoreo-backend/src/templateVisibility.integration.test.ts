import {
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import {
  componentCreatePermission,
  permissionAnnotation,
  projectCreatePermission,
  scaffolderActionId,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import { withTemplateVisibility } from '@promenade/backstage-plugin-openchoreo-node';
import { componentKind } from '@promenade/openchoreo-model';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { PortalClient } from './__testUtils__/PortalClient';
import {
  organization,
  templateFolder,
  startSamplePlatform,
  type SamplePlatform,
} from './__testUtils__/samplePlatform';
import { startPortal, type Portal } from './__testUtils__/startPortal';

jest.setTimeout(120_000);

/** Dana may not create components. Eve may change nothing of the platform. */
const policy: PermissionPolicy = {
  async handle({ permission }, user) {
    const denied: Record<string, boolean> = {
      'user:default/dana': permission.name === componentCreatePermission.name,
      'user:default/eve': permission.name.startsWith('openchoreo.'),
    };
    const isDenied = denied[user?.info.userEntityRef ?? ''];
    return { result: isDenied ? AuthorizeResult.DENY : AuthorizeResult.ALLOW };
  },
};

const templateSchema = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
});

const stepsSchema = z.object({
  steps: z.array(z.object({ action: z.string() })),
});

function shippedTemplate(name: string) {
  const file = join(templateFolder, name, 'template.yaml');
  return templateSchema.parse(parse(readFileSync(file, 'utf8')));
}

/** All templates of this repository. */
const shipped = readdirSync(templateFolder, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => shippedTemplate(name));

/** "Create a service" of this repository under another name, and with the permissions that its user needs. */
function createAService(name: string, permissions?: string) {
  const { metadata, ...rest } = shippedTemplate('create-a-service');
  const annotations = permissions && { [permissionAnnotation]: permissions };
  return { ...rest, metadata: { ...metadata, name, annotations } };
}

const { name: componentCreate } = componentCreatePermission;
const templates = [
  createAService('guarded', componentCreate),
  createAService(
    'guarded-twice',
    `${projectCreatePermission.name}, ${componentCreate}`,
  ),
  createAService('for-projects', projectCreatePermission.name),
  createAService('unguarded'),
  ...shipped,
];

const values = {
  project: 'system:default/tram',
  name: 'timetable',
  image: 'registry.local/tram/timetable:2.0.3',
  port: 8080,
};

describe('the visibility of templates', () => {
  const folder = mkdtempSync(join(tmpdir(), 'promenade-templates-'));
  let platform: SamplePlatform;
  let portal: Portal;
  let client: PortalClient;

  async function templatesOf(user: string): Promise<string[]> {
    const { body } = await client.send(
      'get',
      'catalog/entities/by-query?filter=kind=template',
      user,
    );
    return z
      .object({ items: z.array(templateSchema) })
      .parse(body)
      .items.map(({ metadata }) => metadata.name)
      .sort();
  }

  beforeAll(async () => {
    const file = join(folder, 'templates.yaml');
    writeFileSync(file, templates.map(each => stringify(each)).join('---\n'));
    platform = await startSamplePlatform();
    portal = await startPortal({
      kubeconfig: platform.kubeconfig,
      policy: withTemplateVisibility(policy),
      templates: file,
    });
    client = new PortalClient(portal);
    await client.waitForEntities('system:default/tram');
    while ((await templatesOf('ada')).length < templates.length)
      await setTimeout(200);
  });

  afterAll(async () => {
    await portal?.stop();
    await platform?.stop();
    rmSync(folder, { recursive: true });
  });

  async function expectNoComponent() {
    const { items } = await platform.client.list(componentKind, {
      namespace: organization,
    });
    expect(items).toEqual([]);
  }

  it('hides a template that needs a denied permission from the catalog', async () => {
    const ofAda = await templatesOf('ada');
    expect(ofAda).toEqual(
      templates.map(({ metadata }) => metadata.name).sort(),
    );
    const ofDana = await templatesOf('dana');
    expect(ofAda.filter(name => !ofDana.includes(name))).toEqual([
      'create-a-scheduled-task',
      'create-a-service',
      'create-a-service-from-source',
      'create-a-web-application',
      'create-an-api-proxy',
      'guarded',
      'guarded-twice',
    ]);
    const guarded = 'template:default/guarded';
    expect((await client.readEntity(guarded, 'ada')).status).toBe(200);
    expect((await client.readEntity(guarded, 'dana')).status).toBe(404);
  });

  it('hides every shipped template from a user who may change nothing', async () => {
    expect(await templatesOf('eve')).toEqual(['unguarded']);
  });

  it.each(shipped.map(template => [template.metadata.name, template]))(
    '%s needs the permissions of its actions',
    (_, { metadata, spec }) => {
      const { steps } = stepsSchema.parse(spec);
      const permissions = Object.values(verbs)
        .filter(verb =>
          steps.some(({ action }) => action === scaffolderActionId(verb)),
        )
        .map(({ permission }) =>
          typeof permission === 'string' ? permission : permission.name,
        );
      expect(
        metadata.annotations?.[permissionAnnotation]?.split(/, */),
      ).toEqual([...new Set(permissions)]);
    },
  );

  it('hides its form from the scaffolder', async () => {
    const path =
      'scaffolder/v2/templates/default/template/guarded/parameter-schema';
    expect((await client.send('get', path, 'ada')).status).toBe(200);
    expect((await client.send('get', path, 'dana')).status).toBe(404);
  });

  it('starts no task of it', async () => {
    const { status } = await client
      .send('post', 'scaffolder/v2/tasks', 'dana')
      .send({
        templateRef: 'template:default/guarded',
        values,
      });
    expect(status).toBe(404);
    await expectNoComponent();
  });

  it('lets its action of another template fail, and says why', async () => {
    const { events } = await client.runTemplate('template:default/unguarded', {
      values,
      user: 'dana',
    });
    expect(events).toMatch(
      /NotAllowedError: Unauthorized action: openchoreo:component:create/,
    );
    await expectNoComponent();
  });

  it('lets its action of a dry run fail, and says why', async () => {
    const { text } = await client
      .send('post', 'scaffolder/v2/dry-run', 'dana')
      .send({
        template: createAService('mine'),
        values,
        directoryContents: [],
      });
    expect(text).toMatch(/Unauthorized action: openchoreo:component:create/);
    await expectNoComponent();
  });

  it('changes nothing for a user who is denied nothing', async () => {
    const { events } = await client.runTemplate('template:default/guarded', {
      values,
    });
    expect(events).toMatch(/"status":"completed"/);
    const key = { namespace: organization, name: 'timetable' };
    expect(await platform.client.find(componentKind, key)).toBeDefined();
  });
});
