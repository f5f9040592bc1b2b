import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import {
  reads,
  verbs,
  type ComponentExplanation,
} from '@promenade/backstage-plugin-openchoreo-common';
import { componentKind } from '@promenade/openchoreo-model';
import { z } from 'zod';
import { Agent } from './__testUtils__/Agent';
import {
  organization,
  templateFolder,
  startSamplePlatform,
  type SamplePlatform,
} from './__testUtils__/samplePlatform';
import {
  recordingAuditor,
  startPortal,
  type Portal,
} from './__testUtils__/startPortal';

jest.setTimeout(120_000);

const project = { organization, project: 'tram' };
const departures = { ...project, component: 'departures' };
const creation = {
  ...project,
  name: 'departures',
  type: 'Service',
  image: 'registry.local/tram/departures:1.4.2',
  port: 8080,
};

type Explained = ComponentExplanation['environments'][number];

const isReady = (explained: Explained) => explained.isReady;

/** Dana may read only. */
const policy: PermissionPolicy = {
  async handle({ permission }, user) {
    const isReader = user?.info.userEntityRef === 'user:default/dana';
    const isWrite =
      permission.name.startsWith('openchoreo.') &&
      permission.attributes.action !== 'read';
    return {
      result:
        isReader && isWrite ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
    };
  },
};

describe('agents', () => {
  let platform: SamplePlatform;
  let portal: Portal;
  let ada: Agent;
  let dana: Agent;
  const auditor = recordingAuditor();

  beforeAll(async () => {
    platform = await startSamplePlatform();
    const { kubeconfig } = platform;
    portal = await startPortal({ kubeconfig, policy, auditor });
    ada = await Agent.connect(portal, 'user:default/ada');
    dana = await Agent.connect(portal, 'user:default/dana');
    await untilInCatalog(ada, 'system:default/tram');
  });

  afterAll(async () => {
    await ada?.disconnect();
    await dana?.disconnect();
    await portal?.stop();
    await platform?.stop();
  });

  /** Explains a component in an environment until the explanation satisfies a condition. */
  async function explainUntil(
    environment: string,
    condition: (explained: Explained) => boolean,
  ) {
    const timeout = AbortSignal.timeout(45_000);
    for (;;) {
      const { summary, environments } = reads.explainComponent.output.parse(
        await ada.call('openchoreo.explain-component', {
          ...departures,
          environment,
        }),
      );
      const [explained] = environments;
      if (condition(explained)) return { summary, explained };
      if (timeout.aborted) throw new Error(JSON.stringify(explained));
      await setTimeout(200);
    }
  }

  it('find every read for agents and every verb, with its title and attributes', async () => {
    const tools = new Map(
      (await ada.tools()).map(tool => [tool.name, tool] as const),
    );
    const agentReads = Object.values(reads).filter(
      read => 'agent' in read && read.agent,
    );
    for (const { name, title, description } of agentReads) {
      expect(tools.get(`openchoreo.${name}`)).toMatchObject({
        description,
        annotations: {
          title,
          readOnlyHint: true,
          destructiveHint: false,
          idempotentHint: true,
        },
      });
    }
    for (const { name, title, description, attributes } of Object.values(
      verbs,
    )) {
      expect(tools.get(`openchoreo.${name}`)).toMatchObject({
        description,
        annotations: {
          title,
          readOnlyHint: attributes.readOnly,
          destructiveHint: attributes.destructive,
          idempotentHint: attributes.idempotent,
        },
      });
    }
  });

  it('find the projects with their environments in promotion order', async () => {
    const { projects } = reads.listProjects.output.parse(
      await ada.call('openchoreo.list-projects', {}),
    );
    expect(projects).toMatchObject([
      {
        organization,
        name: 'tram',
        displayName: 'Tram',
        owner: 'group:default/tram',
        pipeline: 'default',
        environments: [
          { name: 'development', isProduction: false },
          { name: 'staging', isProduction: false },
          { name: 'production', isProduction: true },
        ],
      },
    ]);
  });

  it('get a clear error when the user may not write, and write nothing', async () => {
    const message = await dana.fail('openchoreo.create-component', creation);
    expect(message).toMatch(
      /^NotAllowedError: You do not have the permission openchoreo\.component\.create.*Ask the platform team for it/,
    );
    expect(message).not.toMatch(/\n\s+at /);
    const { items } = await platform.client.list(componentKind, {
      namespace: organization,
    });
    expect(items).toEqual([]);
  });

  it('learn which field of an input is not valid', async () => {
    const message = await ada.fail('openchoreo.create-component', {
      ...creation,
      name: 'Not_A_Name',
    });
    expect(message).toMatch(/^InputError: .*\bname\b/s);
    expect(message).not.toMatch(/\n\s+at /);
  });

  it('learn what does not exist', async () => {
    expect(
      await ada.fail('openchoreo.explain-component', {
        ...project,
        component: 'moon',
      }),
    ).toBe(
      'NotFoundError: There is no component moon in project tram of default',
    );
  });

  it('create a component, explain it until it is ready, and promote it', async () => {
    const created = verbs.createComponent.output.parse(
      await ada.call('openchoreo.create-component', creation),
    );
    expect(created).toMatchObject({
      component: 'departures',
      environment: 'development',
    });
    const { summary, explained } = await explainUntil('development', isReady);
    expect(summary).toBe('departures is ready in Development.');
    expect(
      explained.chain.map(({ kind, status }) => `${kind} ${status}`),
    ).toEqual([
      'Component ok',
      'Environment ok',
      'ServiceBinding ok',
      'Release ok',
    ]);

    const { components } = reads.listComponents.output.parse(
      await dana.call('openchoreo.list-components', project),
    );
    expect(components).toMatchObject([
      {
        name: 'departures',
        type: 'Service',
        environments: [
          {
            environment: 'development',
            state: 'Ready',
            images: [creation.image],
          },
          { environment: 'staging', state: 'NotDeployed' },
          { environment: 'production', state: 'NotDeployed' },
        ],
      },
    ]);

    expect(
      await ada.call('openchoreo.describe-component', departures),
    ).toMatchObject({
      owner: 'group:default/tram',
      containers: [{ image: creation.image }],
      endpoints: [{ port: 8080 }],
      environments: [
        { name: 'development', state: 'Ready' },
        { name: 'staging' },
        { name: 'production', isProduction: true },
      ],
    });

    const edge = { ...departures, from: 'development', to: 'staging' };
    expect(await ada.call('openchoreo.get-promotion-plan', edge)).toMatchObject(
      { release: { images: [creation.image] }, blockers: [] },
    );
    expect(await dana.fail('openchoreo.promote-component', edge)).toMatch(
      /^NotAllowedError: .*openchoreo\.release\.promote/,
    );
    await ada.call('openchoreo.promote-component', edge);
    await explainUntil('staging', isReady);

    for (const eventId of ['component-create', 'release-promote']) {
      expect(auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId,
          meta: expect.objectContaining({ door: 'agent', ...project }),
        }),
      );
    }
  });

  it('explain an image that cannot be pulled, with what to do', async () => {
    await ada.call('openchoreo.update-component', {
      ...departures,
      environment: 'development',
      environmentVariables: [
        { key: 'SIMULATED_FAIL', value: 'ImagePullBackOff' },
      ],
    });
    const { explained } = await explainUntil(
      'development',
      ({ reason }) => reason === 'ImagePullBackOff',
    );
    expect(explained.summary).toMatch(
      /^Development: .*The image cannot be pulled: registry\.local\/tram\/departures/,
    );
    expect(explained.chain.at(-1)).toMatchObject({
      kind: 'Deployment',
      status: 'failed',
      message: expect.stringMatching(
        /^ImagePullBackOff of container main with image registry\.local/,
      ),
    });
    expect(explained.nextSteps[0].message).toMatch(/^Correct the cause/);
  });

  it('dry-run and execute a template of the scaffolder', async () => {
    const values = {
      project: 'system:default/tram',
      name: 'timetable',
      image: 'registry.local/tram/timetable:2.0.3',
      port: 8080,
    };
    const file = join(templateFolder, 'create-a-service/template.yaml');
    const templateYaml = readFileSync(file, 'utf8');
    expect(
      await ada.call('scaffolder.dry-run-template', { templateYaml, values }),
    ).toMatchObject({ valid: true });
    const templateRef = 'template:default/create-a-service';
    await untilInCatalog(ada, templateRef);
    await ada.call('scaffolder.execute-template', { templateRef, values });
    const key = { namespace: organization, name: 'timetable' };
    while (!(await platform.client.find(componentKind, key))) {
      await setTimeout(200);
    }
  });
});

async function untilInCatalog(agent: Agent, entityRef: string): Promise<void> {
  const [kind, name] = entityRef.split(':default/');
  const query = { kind, 'metadata.name': name };
  for (;;) {
    const { items } = z
      .object({ items: z.array(z.unknown()) })
      .parse(await agent.call('catalog.query-catalog-entities', { query }));
    if (items.length) return;
    await setTimeout(200);
  }
}
