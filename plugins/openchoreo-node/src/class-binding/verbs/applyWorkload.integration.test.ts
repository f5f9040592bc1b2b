import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { serviceKind, workloadKind } from '@promenade/openchoreo-model';
import {
  ana,
  image,
  ComponentPlatform,
} from '../../__testUtils__/ComponentPlatform';
import { workloadDescriptor } from '../workloadDescriptor';

jest.setTimeout(60_000);

describe('apply-workload', () => {
  let platform: ComponentPlatform;

  beforeAll(async () => {
    platform = await ComponentPlatform.start();
  });
  afterAll(() => platform.stop());

  const apply = (input: { descriptor: string; schemaFiles?: object[] }) =>
    platform.openChoreo.verbs.execute(
      verbs.applyWorkload,
      verbs.applyWorkload.input.parse({
        ...platform.inDevelopment('parts'),
        ...input,
      }),
      ana,
    );

  beforeAll(async () => {
    await platform.createComponent('peer', { port: 8080 });
    await platform.createComponent('parts', {
      endpoints: [
        { name: 'http', port: 8080, exposure: 'Public' },
        { name: 'old', port: 8081 },
      ],
    });
  });

  it('replaces endpoints and connections, and keeps containers and exposure', async () => {
    const { descriptor, schemaFiles } = workloadDescriptor({
      name: 'parts',
      endpoints: [
        {
          name: 'http',
          port: 9000,
          basePath: '/v2',
          apiDefinition: 'openapi: 3.1.0',
        },
      ],
    });
    const connections = [
      'connections:',
      '- name: peer',
      '  type: api',
      '  params: { componentName: peer, endpoint: http }',
      '  inject: { env: [{ name: PEER, value: "{{ .url }}" }] }',
      '- name: later',
      '  type: api',
      '  params: { componentName: later, endpoint: http }',
      '  inject: { env: [] }',
    ].join('\n');
    const input = { descriptor: `${descriptor}${connections}`, schemaFiles };
    const { changes, warnings } = await apply(input);
    expect(changes.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['endpoint old', 'endpoint http', 'peer']),
    );
    expect(warnings).toEqual([
      expect.stringMatching(
        /^Connection later: target: the component later does not exist/,
      ),
    ]);
    expect((await platform.read(workloadKind, 'parts')).spec).toMatchObject({
      containers: { main: { image } },
      endpoints: {
        http: {
          type: 'REST',
          port: 9000,
          schema: { content: 'openapi: 3.1.0' },
        },
      },
      connections: { peer: { type: 'api' }, later: { type: 'api' } },
    });
    const { apis } = (await platform.read(serviceKind, 'parts')).spec;
    expect(apis).toMatchObject({
      http: {
        rest: {
          backend: { port: 9000, basePath: '/v2' },
          exposeLevels: ['Organization', 'Public'],
        },
      },
    });
    expect(apis).not.toHaveProperty('old');
    const versions = await platform.versionsOf('parts');
    expect((await apply(input)).changes).toEqual([]);
    expect(await platform.versionsOf('parts')).toEqual(versions);
  });

  it('applies a Score file, with its containers', async () => {
    const descriptor = [
      'apiVersion: score.dev/v1b1',
      'metadata: { name: parts }',
      'containers:',
      '  web:',
      '    image: .',
      '    variables:',
      '      LEVEL: info',
      '      PEER: "${resources.peer.url}"',
      'service: { ports: { http: { port: 80, targetPort: 9000 } } }',
      'resources:',
      '  peer: { type: service, params: { port: http } }',
    ].join('\n');
    const { warnings } = await apply({ descriptor });
    expect(warnings).toEqual([]);
    expect((await platform.read(workloadKind, 'parts')).spec).toMatchObject({
      containers: { main: { image, env: [{ key: 'LEVEL', value: 'info' }] } },
      endpoints: { http: { type: 'REST', port: 9000 } },
      connections: {
        peer: { inject: { env: [{ name: 'PEER', value: '{{ .url }}' }] } },
      },
    });
    const versions = await platform.versionsOf('parts');
    expect((await apply({ descriptor })).changes).toEqual([]);
    expect(await platform.versionsOf('parts')).toEqual(versions);
  });

  it('rejects a descriptor that is not valid', async () => {
    await expect(apply({ descriptor: 'a: [' })).rejects.toThrow(
      /descriptor: is not valid YAML/,
    );
  });
});
