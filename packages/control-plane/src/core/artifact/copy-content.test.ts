import { serviceSchema, workloadSchema } from '@promenade/openchoreo-model';
import { copyServiceFields, copyWorkload } from './copy-content';

const of = (kind: string, spec: object) => ({
  apiVersion: 'openchoreo.dev/v1alpha1',
  kind,
  metadata: { name: 'greeter', namespace: 'acme' },
  spec: {
    owner: { projectName: 'shop', componentName: 'greeter' },
    ...spec,
  },
});

const copied = (workload: object) =>
  copyWorkload(workloadSchema.parse(of('Workload', workload)).spec);

const copiedService = (service: object) =>
  copyServiceFields(
    serviceSchema.parse(of('Service', { workloadName: 'greeter', ...service }))
      .spec,
  );

const image = 'registry.test/app:1';

describe('the copy of a workload and a service in a binding', () => {
  it('has all their fields', () => {
    const workload = {
      containers: {
        main: {
          image,
          command: ['/app'],
          args: ['serve'],
          env: [
            { key: 'A', value: '1' },
            {
              key: 'B',
              valueFrom: { secretRef: { name: 'bank', key: 'pin' } },
            },
          ],
        },
      },
      endpoints: {
        api: {
          type: 'REST',
          port: 8080,
          schema: { type: 'REST', content: 'openapi: 3.1.0' },
        },
      },
      connections: {
        store: {
          type: 'api',
          params: { componentName: 'store', endpoint: '' },
          inject: { env: [{ name: 'STORE', value: '' }] },
        },
      },
    };
    const service = {
      apis: {
        api: {
          className: 'default',
          type: 'REST',
          rest: {
            backend: { port: 8080, basePath: '/v1' },
            exposeLevels: ['Public'],
          },
        },
      },
      overrides: { fast: false },
    };
    expect(copied(workload)).toEqual(workload);
    expect(copiedService(service)).toEqual(service);
  });

  it('omits empty lists and maps, as OpenChoreo does, and keeps empty values of variables', () => {
    expect(
      copied({
        containers: {
          main: { image, command: [], args: [], env: [] },
          other: { image, env: [{ key: 'EMPTY', value: '' }] },
        },
        endpoints: {
          api: { type: 'REST', port: 8080, schema: { type: '', content: '' } },
        },
        connections: {
          store: { type: 'api', params: {}, inject: { env: [] } },
        },
      }),
    ).toEqual({
      containers: {
        main: { image },
        other: { image, env: [{ key: 'EMPTY', value: '' }] },
      },
      endpoints: { api: { type: 'REST', port: 8080, schema: {} } },
      connections: { store: { type: 'api', inject: { env: [] } } },
    });
    expect(copied({ containers: {}, endpoints: {}, connections: {} })).toEqual(
      {},
    );
    expect(
      copiedService({
        apis: {
          api: {
            type: 'REST',
            rest: { backend: { port: 8080, basePath: '' }, exposeLevels: [] },
          },
        },
        overrides: {},
      }),
    ).toEqual({
      apis: {
        api: {
          className: 'default',
          type: 'REST',
          rest: { backend: { port: 8080 } },
        },
      },
    });
    expect(copiedService({ apis: {} })).toEqual({});
  });
});
