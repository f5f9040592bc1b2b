import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import {
  scaffolderActionId,
  verbs,
  type VerbDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import request from 'supertest';
import { stringify } from 'yaml';
import { z } from 'zod';
import {
  organization,
  startSamplePlatform,
  type SamplePlatform,
} from './__testUtils__/samplePlatform';
import { startPortal, type Portal } from './__testUtils__/startPortal';

jest.setTimeout(180_000);

interface Case {
  /** Name of the template. */
  name: string;
  verb: VerbDeclaration;
  input: JsonObject;
}

const project = 'system:default/ferry';
const image = 'registry.local/ferry/tickets:1.0.0';

const creations: readonly (Case & { entityRefs: [string, ...string[]] })[] = [
  {
    name: 'create-project',
    verb: verbs.createProject,
    input: { organization, name: 'ferry' },
    entityRefs: [project],
  },
  {
    name: 'create-component',
    verb: verbs.createComponent,
    input: {
      project,
      name: 'tickets',
      image,
      endpoints: [{ name: 'http', port: 8080 }],
      waitUntilReady: false,
    },
    entityRefs: ['component:default/tickets', 'api:default/tickets.http'],
  },
  {
    name: 'create-api-proxy',
    verb: verbs.createApiProxy,
    input: { project, name: 'tides', url: 'https://tides.example.test' },
    entityRefs: ['component:default/tides', 'api:default/tides'],
  },
  {
    name: 'apply-environment',
    verb: verbs.applyEnvironment,
    input: { organization, name: 'testing' },
    entityRefs: ['resource:default/environment-testing'],
  },
  {
    name: 'apply-pipeline',
    verb: verbs.applyPipeline,
    input: {
      organization,
      name: 'short',
      paths: [{ from: 'development', to: 'staging' }],
    },
    entityRefs: ['resource:default/deployment-pipeline-short'],
  },
];

const changes: readonly Case[] = [
  {
    name: 'change-endpoints',
    verb: verbs.updateComponent,
    input: {
      component: 'component:default/tickets',
      endpoints: [{ name: 'admin', port: 9090 }],
      removedEndpoints: ['http'],
    },
  },
  {
    name: 'delete-component',
    verb: verbs.deleteComponent,
    input: { component: 'component:default/tides', waitUntilDeleted: false },
  },
  {
    name: 'delete-project',
    verb: verbs.deleteProject,
    input: { project },
  },
];

/** A template with the action of a verb as its only step. */
const templateOf = ({ name, verb, input }: Case) => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name },
  spec: {
    type: 'service',
    parameters: [],
    steps: [
      { id: 'run', name: 'Run', action: scaffolderActionId(verb), input },
    ],
    output: {
      links: [
        { title: 'Open', entityRef: '${{ steps.run.output.entityRef }}' },
      ],
    },
  },
});

const taskSchema = z.object({ id: z.string() });

const eventSchema = z.object({
  type: z.string(),
  body: z.object({
    message: z.string().optional(),
    output: z
      .object({ links: z.array(z.object({ entityRef: z.string() })) })
      .optional(),
  }),
});

describe('the catalog at the end of a task', () => {
  const folder = mkdtempSync(join(tmpdir(), 'promenade-feedback-'));
  let platform: SamplePlatform;
  let portal: Portal;

  const send = (method: 'get' | 'post', path: string) =>
    request(portal.server)
      [method](`/api/${path}`)
      .set('Authorization', mockCredentials.user.header('user:default/ada'));

  const hasEntity = async (entityRef: string) => {
    const path = `catalog/entities/by-name/${entityRef.replace(':', '/')}`;
    const { status } = await send('get', path);
    return status === 200;
  };

  async function waitForEntity(entityRef: string): Promise<void> {
    while (!(await hasEntity(entityRef))) await setTimeout(200);
  }

  /** Runs a template. Returns its log, and the entity ref of the link at its end. */
  async function run(template: string) {
    const { body } = await send('post', 'scaffolder/v2/tasks').send({
      templateRef: `template:default/${template}`,
      values: {},
    });
    const { id } = taskSchema.parse(body);
    for (;;) {
      const path = `scaffolder/v2/tasks/${id}/events?after=-1`;
      const { body: events } = await send('get', path);
      const parsed = z.array(eventSchema).parse(events);
      const end = parsed.find(({ type }) => type === 'completion');
      if (end) {
        const log = parsed.map(each => each.body.message ?? '').join('\n');
        if (!end.body.output) throw new Error(log);
        return { log, entityRef: end.body.output.links[0]?.entityRef };
      }
      await setTimeout(20);
    }
  }

  beforeAll(async () => {
    const file = join(folder, 'templates.yaml');
    const templates = [...creations, ...changes].map(templateOf);
    writeFileSync(file, templates.map(each => stringify(each)).join('---\n'));
    platform = await startSamplePlatform();
    portal = await startPortal({
      kubeconfig: platform.kubeconfig,
      policy: { handle: async () => ({ result: AuthorizeResult.ALLOW }) },
      templates: file,
    });
    await waitForEntity('system:default/tram');
    for (const { metadata } of templates)
      await waitForEntity(`template:default/${metadata.name}`);
  });

  afterAll(async () => {
    await portal?.stop();
    await platform?.stop();
    rmSync(folder, { recursive: true });
  });

  it.each(creations)(
    'has what $name has created',
    async ({ name, entityRefs }) => {
      const { entityRef, log } = await run(name);
      expect(await Promise.all(entityRefs.map(hasEntity))).toEqual(
        entityRefs.map(() => true),
      );
      expect(entityRef).toBe(entityRefs[0]);
      expect(log).toContain('The catalog has ');
    },
  );

  it('has the API of an endpoint that was added, and not that of one that was removed', async () => {
    await run('change-endpoints');
    expect(await hasEntity('api:default/tickets.admin')).toBe(true);
    expect(await hasEntity('api:default/tickets.http')).toBe(false);
  });

  it('does not have a component that was deleted, nor its APIs', async () => {
    const { log } = await run('delete-component');
    expect(await hasEntity('component:default/tides')).toBe(false);
    expect(await hasEntity('api:default/tides')).toBe(false);
    expect(log).toContain('The catalog has no component:default/tides');
  });

  it('has nothing of a project that was deleted', async () => {
    await run('delete-project');
    expect(await hasEntity(project)).toBe(false);
    expect(await hasEntity('component:default/tickets')).toBe(false);
    expect(await hasEntity('api:default/tickets.admin')).toBe(false);
    expect(await hasEntity('system:default/tram')).toBe(true);
  });
});
