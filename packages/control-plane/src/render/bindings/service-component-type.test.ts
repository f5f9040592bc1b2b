import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  componentTypeKind,
  serviceClassKind,
  type ReleaseState,
} from '@promenade/openchoreo-model';
import { parse, parseAllDocuments } from 'yaml';
import type { RenderResult } from '../../core/render-result';
import { jsonAt } from '../../runtime/json';
import { workloadWithConnection } from '../../test/__testUtils__/rendering/connection-case';
import {
  effectiveServiceCase,
  type ServiceCase,
} from '../../test/__testUtils__/rendering/service-case';
import { effectiveTypedCase } from '../../test/__testUtils__/rendering/typed-case';
import { renderBinding } from './render-binding';

// Tests always run from the sources.
// eslint-disable-next-line no-restricted-syntax
const root = join(__dirname, '../../../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

const type = componentTypeKind.schema.parse(
  parse(read('docs/component-types/service.yaml')),
);

const serviceClass = parseAllDocuments(read('samples/platform/50-classes.yaml'))
  .map((document): unknown => document.toJS())
  .filter(document => jsonAt(document, 'kind') === 'ServiceClass')
  .map(document => serviceClassKind.schema.parse(document))[0].spec;

/** The objects, without the annotation that only component types add: a hash of the other objects. */
function objectsOf({ resources, problems }: RenderResult) {
  expect(problems).toEqual([]);
  return resources
    .map(({ object }): unknown =>
      JSON.parse(
        JSON.stringify(object, (key, value: unknown) =>
          key === 'metadata' ? withoutHash(value) : value,
        ),
      ),
    )
    .sort((a, b) =>
      String(jsonAt(a, 'kind')) < String(jsonAt(b, 'kind')) ? -1 : 1,
    );
}

function withoutHash(metadata: unknown): unknown {
  const { annotations, ...rest } = Object(metadata);
  const { 'openchoreo.dev/dp-resource-hash': _, ...others } =
    Object(annotations);
  return Object.keys(others).length ? { ...rest, annotations: others } : rest;
}

const cases: Record<string, ServiceCase> = {
  'a service with one endpoint': {},
  'command, arguments and variables': {
    workload: {
      containers: {
        main: {
          image: 'registry.test/app:2',
          command: ['/app'],
          args: ['--verbose'],
          env: [
            { key: 'LEVEL', value: 'info' },
            {
              key: 'PASSWORD',
              valueFrom: { secretRef: { name: 'db', key: 'p' } },
            },
          ],
        },
      },
    },
  },
  'no endpoint': { workload: { endpoints: {} } },
  'several endpoints, of which some share a port': {
    workload: {
      endpoints: {
        web: { type: 'HTTP', port: 80, targetPort: 8080 },
        api: { type: 'REST', port: 80, targetPort: 8080 },
        time: { type: 'UDP', port: 123 },
        grpc: { type: 'gRPC', port: 9090 },
      },
    },
  },
  'overrides of the environment': {
    binding: {
      envOverrides: {
        replicas: 3,
        containers: {
          main: {
            env: [{ key: 'LEVEL', value: 'debug' }],
            resources: {
              requests: { cpu: '200m', memory: '128Mi' },
              limits: { cpu: '1', memory: '512Mi' },
            },
          },
        },
      },
    },
  },
  'a suspended service': {
    binding: { releaseState: 'Suspend' satisfies ReleaseState },
  },
  'a restarted service': { binding: { restartedAt: '2026-01-02T03:04:05Z' } },
  'a connection': {
    workload: workloadWithConnection({
      type: 'external',
      external: { host: 'api.example.com', port: 443, protocol: 'https' },
    }),
  },
};

describe('the built-in service as a component type', () => {
  it.each(Object.entries(cases))('renders the same: %s', (_, given) => {
    const typed = renderBinding(
      effectiveTypedCase({ ...given, type: type.spec }),
    );
    const builtIn = renderBinding(
      effectiveServiceCase({ ...given, serviceClass }),
    );
    expect(objectsOf(typed)).toEqual(objectsOf(builtIn));
    expect(typed.endpoints).toEqual(builtIn.endpoints);
  });
});
