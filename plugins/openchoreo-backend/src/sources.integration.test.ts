import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  reads,
  scaffolderActionId,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  componentKind,
  organizationKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import { stringify } from 'yaml';
import { z } from 'zod';
import { PortalClient } from './__testUtils__/PortalClient';
import {
  startSamplePlatform,
  type SamplePlatform,
} from './__testUtils__/samplePlatform';
import { startPortal, type Portal } from './__testUtils__/startPortal';

jest.setTimeout(240_000);

const image = 'registry.local/tram/ticker:1.0.0';

/** Creates a component in the control plane `us`. */
const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'create-american' },
  spec: {
    type: 'service',
    parameters: [],
    steps: [
      {
        id: 'run',
        name: 'Run',
        action: scaffolderActionId(verbs.createComponent),
        input: {
          project: 'system:us-default/tram',
          name: 'streetcar',
          image,
          waitUntilReady: false,
        },
      },
    ],
  },
};

const entityListSchema = z.object({
  items: z.array(
    z.object({
      kind: z.string(),
      metadata: z.object({ namespace: z.string(), name: z.string() }),
    }),
  ),
});

describe('a portal with two control planes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'promenade-sources-'));
  let eu: SamplePlatform;
  let us: SamplePlatform;
  let portal: Portal;
  let client: PortalClient;

  /** The entity refs in a namespace. */
  async function entitiesIn(namespace: string): Promise<string[]> {
    const { body } = await client.send(
      'get',
      `catalog/entities/by-query?limit=500&filter=metadata.namespace=${namespace}`,
    );
    return entityListSchema
      .parse(body)
      .items.map(({ kind, metadata }) => `${kind} ${metadata.name}`)
      .sort();
  }

  const projectOf = (organization: string) =>
    `openchoreo/organizations/${organization}/projects/tram/components`;

  const createIn = (organization: string, name: string) =>
    client.send('post', projectOf(organization)).send({ name, image });

  const boardOf = (organization: string, name: string) =>
    client.send('get', `${projectOf(organization)}/${name}/board`);

  beforeAll(async () => {
    const file = join(folder, 'templates.yaml');
    writeFileSync(file, stringify(template));
    [eu, us] = await Promise.all([
      startSamplePlatform(),
      startSamplePlatform(),
    ]);
    await us.client.create(organizationKind, {
      apiVersion: organizationKind.apiVersion,
      kind: organizationKind.kind,
      metadata: { name: 'secret' },
    });
    portal = await startPortal({
      sources: [
        { name: 'eu', kubeconfig: eu.kubeconfig },
        {
          name: 'us',
          kubeconfig: us.kubeconfig,
          organizationPrefix: 'us-',
          organizations: { exclude: ['secret'] },
        },
      ],
      policy: { handle: async () => ({ result: AuthorizeResult.ALLOW }) },
      templates: file,
    });
    client = new PortalClient(portal);
    await client.waitForEntities(
      'system:default/tram',
      'system:us-default/tram',
      'template:default/create-american',
    );
  });

  afterAll(async () => {
    await portal?.stop();
    await Promise.all([eu?.stop(), us?.stop()]);
    rmSync(folder, { recursive: true });
  });

  it('has the entities of both', async () => {
    await client.waitForEntities('resource:us-default/environment-development');
    const [european, american] = await Promise.all(
      ['default', 'us-default'].map(entitiesIn),
    );
    expect(american).toEqual(
      expect.arrayContaining([
        'Domain us-default',
        'System tram',
        'Resource environment-development',
        'Resource deployment-pipeline-default',
      ]),
    );
    expect(european).toContain('Domain default');
    expect(await client.hasEntity('domain:us-secret/us-secret')).toBe(false);
  });

  it('creates components in each', async () => {
    const created = await createIn('default', 'metro');
    expect([created.status, created.body.organization]).toEqual([
      201,
      'default',
    ]);
    const { log } = await client.runTemplate(
      'template:default/create-american',
    );
    expect(log).toContain('status: completed');
    expect(await client.hasEntity('component:us-default/streetcar')).toBe(true);
    await client.waitForEntities('component:default/metro');
    expect(await client.hasEntity('component:default/streetcar')).toBe(false);
    const key = { namespace: 'default', name: 'streetcar' };
    expect(await us.client.find(componentKind, key)).toBeDefined();
    expect(await eu.client.find(componentKind, key)).toBeUndefined();
    expect(await us.client.find(workloadKind, key)).toMatchObject({
      spec: { owner: { projectName: 'tram', componentName: 'streetcar' } },
    });
  });

  it('shows the deployments of each', async () => {
    for (const [organization, name] of [
      ['default', 'metro'],
      ['us-default', 'streetcar'],
    ]) {
      for (;;) {
        const { body } = await boardOf(organization, name);
        expect(body.component).toMatchObject({ organization, name });
        if (body.environments[0].state === 'Ready') break;
        await setTimeout(500);
      }
    }
  });

  it('keeps the entities of one that stops, and works with the other one', async () => {
    const before = await entitiesIn('us-default');
    await us.stop();
    const watch = async () => {
      const { body } = await client.send('get', 'openchoreo/catalog-sync');
      return reads.getCatalogSync.output.parse(body).watch;
    };
    while ((await watch()).status !== 'stale') await setTimeout(200);
    expect((await watch()).sources).toMatchObject([
      { name: 'eu', status: 'live' },
      { name: 'us', status: 'stale' },
    ]);
    expect((await client.send('get', 'openchoreo/health')).status).toBe(200);

    const created = await createIn('default', 'ferry');
    expect(created.status).toBe(201);
    await client.waitForEntities('component:default/ferry');
    const sync = await client.send('post', 'openchoreo/catalog-sync').send({});
    expect(sync.status).toBe(200);
    expect(await entitiesIn('us-default')).toEqual(before);

    const [european, american] = await Promise.all([
      boardOf('default', 'metro'),
      boardOf('us-default', 'streetcar'),
    ]);
    expect([european.status, european.body.stale]).toEqual([200, undefined]);
    expect(american.status).toBe(200);
    expect(american.body.stale.message).toContain('cannot be reached');
    expect((await createIn('us-default', 'late')).status).toBe(503);
  });
});
