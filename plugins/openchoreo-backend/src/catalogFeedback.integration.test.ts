import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import {
  scaffolderActionId,
  verbs,
  type VerbDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import { stringify } from 'yaml';
import { PortalClient } from './__testUtils__/PortalClient';
import {
  organization,
  startSamplePlatform,
  type SamplePlatform,
} from './__testUtils__/samplePlatform';
import { startPortal, type Portal } from './__testUtils__/startPortal';

jest.setTimeout(180_000);

// Tests run in a clone only.
// eslint-disable-next-line no-restricted-syntax
const commandLine = resolve(
  __dirname,
  '../../../packages/cli/bin/promenade.js',
);

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

describe('the catalog at the end of a task', () => {
  const folder = mkdtempSync(join(tmpdir(), 'promenade-feedback-'));
  let platform: SamplePlatform;
  let portal: Portal;
  let client: PortalClient;

  /** Runs a template. Returns its log, and the entity ref of the link at its end. */
  async function run(template: string) {
    const { log, output } = await client.runTemplate(
      `template:default/${template}`,
    );
    if (!output) throw new Error(log);
    return { log, entityRef: output.links?.[0]?.entityRef };
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
    client = new PortalClient(portal);
    await client.waitForEntities(
      'system:default/tram',
      ...templates.map(({ metadata }) => `template:default/${metadata.name}`),
    );
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
      expect(
        await Promise.all(entityRefs.map(ref => client.hasEntity(ref))),
      ).toEqual(entityRefs.map(() => true));
      expect(entityRef).toBe(entityRefs[0]);
      expect(log).toContain('The catalog has ');
    },
  );

  it('has the API of an endpoint that was added, and not that of one that was removed', async () => {
    await run('change-endpoints');
    expect(await client.hasEntity('api:default/tickets.admin')).toBe(true);
    expect(await client.hasEntity('api:default/tickets.http')).toBe(false);
  });

  it('does not have a component that was deleted, nor its APIs', async () => {
    const { log } = await run('delete-component');
    expect(await client.hasEntity('component:default/tides')).toBe(false);
    expect(await client.hasEntity('api:default/tides')).toBe(false);
    expect(log).toContain('The catalog has no component:default/tides');
  });

  it('has nothing of a project that was deleted', async () => {
    await run('delete-project');
    expect(await client.hasEntity(project)).toBe(false);
    expect(await client.hasEntity('component:default/tickets')).toBe(false);
    expect(await client.hasEntity('api:default/tickets.admin')).toBe(false);
    expect(await client.hasEntity('system:default/tram')).toBe(true);
  });

  it('is compared by the command line', async () => {
    // Without the variables of jest.
    const { NODE_OPTIONS, NODE_ENV, JEST_WORKER_ID, ...env } = process.env;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [commandLine, 'sync', 'catalog', '-o', 'json'],
      {
        env: {
          ...env,
          PROMENADE_PORTAL: `http://localhost:${portal.server.port()}`,
          PROMENADE_TOKEN: mockCredentials.user.token(),
        },
      },
    );
    expect(JSON.parse(stdout)).toMatchObject({
      watch: { status: 'live' },
      provider: { lastComparison: { at: expect.any(String) } },
    });
  });
});
