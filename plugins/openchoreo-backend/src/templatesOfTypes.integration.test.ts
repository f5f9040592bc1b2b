import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import {
  apiClassKind,
  componentKind,
  componentTypeKind,
  serviceClassKind,
  serviceKind,
  type KindDefinition,
} from '@promenade/openchoreo-model';
import { PortalClient } from './__testUtils__/PortalClient';
import {
  organization,
  startSamplePlatform,
  type SamplePlatform,
} from './__testUtils__/samplePlatform';
import { startPortal, type Portal } from './__testUtils__/startPortal';

jest.setTimeout(180_000);

const webApp = {
  workloadType: 'deployment',
  parameters: {
    openAPIV3Schema: {
      type: 'object',
      required: ['region'],
      properties: {
        region: { type: 'string', enum: ['eu', 'us'] },
        cache: {
          type: 'object',
          properties: { ttlSeconds: { type: 'integer', minimum: 60 } },
        },
      },
    },
  },
  resources: [
    {
      id: 'deployment',
      template: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: {
          name: '${metadata.name}',
          namespace: '${metadata.namespace}',
          labels: '${metadata.labels}',
        },
        spec: {
          selector: { matchLabels: '${metadata.podSelectors}' },
          template: {
            metadata: { labels: '${metadata.podSelectors}' },
            spec: {
              containers: [
                { name: 'main', image: '${workload.container.image}' },
              ],
            },
          },
        },
      },
    },
  ],
};

/** What the pages of the form have, besides the parameters. */
const values = (name: string) => ({
  project: 'system:default/tram',
  name,
  image: 'registry.local/tram/departures:1.4.2',
  delivery: { mode: 'apply' },
});

const restPolicy = { defaults: { cors: { enabled: true } } };

describe('the template of a class or component type', () => {
  const webAppTemplate = `template:${organization}/component-type-web-app`;
  const statefulTemplate = `template:${organization}/service-class-stateful`;
  const partnersTemplate = `template:${organization}/api-class-partners`;
  let platform: SamplePlatform;
  let portal: Portal;
  let client: PortalClient;

  const create = (kind: KindDefinition, name: string, spec: object) =>
    platform.client.create(kind, {
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      metadata: { name, namespace: organization },
      spec,
    });

  const find = (kind: KindDefinition, name: string) =>
    platform.client.find(kind, { namespace: organization, name });

  /** Runs a template. Returns the events of its task, as JSON. */
  async function run(templateRef: string, inputs: JsonObject): Promise<string> {
    const { events } = await client.runTemplate(templateRef, {
      values: inputs,
    });
    return events;
  }

  beforeAll(async () => {
    platform = await startSamplePlatform();
    portal = await startPortal({
      kubeconfig: platform.kubeconfig,
      policy: { handle: async () => ({ result: AuthorizeResult.ALLOW }) },
    });
    await create(serviceClassKind, 'stateful', { workloadKind: 'StatefulSet' });
    await create(componentTypeKind, 'web-app', webApp);
    await create(apiClassKind, 'partners', { restPolicy });
    client = new PortalClient(portal);
    await client.waitForEntities(
      'system:default/tram',
      statefulTemplate,
      webAppTemplate,
      partnersTemplate,
    );
  });

  afterAll(async () => {
    await portal?.stop();
    await platform?.stop();
  });

  it('creates a component with the class, and waits until it is ready', async () => {
    const events = await run(statefulTemplate, {
      ...values('departures'),
      endpoints: [{ name: 'http', port: 8080 }],
    });
    expect(events).toContain('"status":"completed"');
    await expect(find(serviceKind, 'departures')).resolves.toMatchObject({
      spec: { className: 'stateful' },
    });
  });

  it('exposes an endpoint of that component with the class of APIs', async () => {
    await client.waitForEntities(`component:${organization}/departures`);
    const events = await run(partnersTemplate, {
      component: `component:${organization}/departures`,
      endpoint: 'http',
      exposure: 'Public',
      basePath: '/v1',
      delivery: { mode: 'apply' },
    });
    expect(events).toContain('"status":"completed"');
    await expect(find(serviceKind, 'departures')).resolves.toMatchObject({
      spec: {
        apis: {
          http: {
            className: 'partners',
            rest: {
              backend: { basePath: '/v1' },
              exposeLevels: ['Organization', 'Public'],
            },
          },
        },
      },
    });
  });

  it('creates a component with the component type and its parameters, and waits until it is ready', async () => {
    const parameters = { region: 'eu', cache: { ttlSeconds: 120 } };
    const events = await run(webAppTemplate, {
      ...values('storefront'),
      parameters,
    });
    expect(events).toContain('"status":"completed"');
    await expect(find(componentKind, 'storefront')).resolves.toMatchObject({
      spec: {
        componentType: { kind: 'ComponentType', name: 'deployment/web-app' },
        parameters,
      },
    });
  });

  it('starts no task with parameters that the schema does not allow', async () => {
    const { status, text } = await client
      .send('post', 'scaffolder/v2/tasks')
      .send({
        templateRef: webAppTemplate,
        values: { ...values('rejected'), parameters: { region: 'mars' } },
      });
    expect(status).toBe(400);
    expect(text).toContain('is not one of enum values: eu,us');
    await expect(find(componentKind, 'rejected')).resolves.toBeUndefined();
  });

  it('is rejected by the action when the type has changed meanwhile', async () => {
    const { body: template } = await client.readEntity(webAppTemplate);
    const key = { namespace: organization, name: 'web-app' };
    const path = '/spec/parameters/openAPIV3Schema/properties/region/enum';
    await platform.client.patch(
      componentTypeKind,
      key,
      [{ op: 'replace', path, value: ['us'] }],
      { type: 'json' },
    );
    const { text } = await client.send('post', 'scaffolder/v2/dry-run').send({
      template,
      values: { ...values('outdated'), parameters: { region: 'eu' } },
      directoryContents: [],
    });
    expect(text).toContain('parameters.region: must be one of: us');
    await expect(find(componentKind, 'outdated')).resolves.toBeUndefined();
  });
});
