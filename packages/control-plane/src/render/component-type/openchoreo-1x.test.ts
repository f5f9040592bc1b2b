import {
  clusterComponentTypeKind,
  clusterTraitKind,
  componentKind,
  componentTypeKind,
  traitKind,
} from '@promenade/openchoreo-model';
import { z } from 'zod';
import { isJsonObject, jsonAt } from '../../runtime/json';
import {
  configuration1x,
  container1xSchema,
  describe1x,
  readDocuments,
  secretReferencesSchema,
  workload1xSchema,
  workloadOf1x,
} from './__testUtils__/openchoreo-1x';
import { configurationVariable } from './configuration-variables';
import { dependenciesVariable } from './dependency-variables';
import { renderComponentType } from './render-component-type';
import { toCel } from './cel/values';
import { workloadVariable } from './workload-variables';

const labels = {
  'openchoreo.dev/component': 'test-app',
  'openchoreo.dev/component-uid': 'a1b2c3d4-5678-90ab-cdef-1234567890ab',
  'openchoreo.dev/environment': 'dev',
  'openchoreo.dev/environment-uid': 'd4e5f6a7-8901-23de-f012-4567890abcde',
  'openchoreo.dev/namespace': 'test-namespace',
  'openchoreo.dev/project': 'test-project',
  'openchoreo.dev/project-uid': 'b2c3d4e5-6789-01bc-def0-234567890abc',
};

const metadata = {
  name: 'test-component-dev-12345678',
  namespace: 'test-namespace',
  componentName: 'test-app',
  componentNamespace: 'test-namespace',
  environmentName: 'dev',
  labels,
  podSelectors: labels,
};

const folder = 'testdata/pipeline/component/configurations-and-secrets';

const snapshotSchema = z.object({
  spec: z.object({
    componentType: z.object({ spec: z.unknown() }),
    workload: z.object({ spec: workload1xSchema }),
  }),
});

const settingsSchema = z.object({
  spec: z.object({
    componentTypeEnvironmentConfigs: z.unknown(),
    workloadOverrides: z.object({ container: container1xSchema }),
  }),
});

/** Renders a snapshot of the test data of OpenChoreo, in the environment of its settings. */
function renderSnapshot(file: string) {
  const [snapshot] = readDocuments(`${folder}/${file}`);
  const [settings] = readDocuments(`${folder}/settings.yaml`);
  const { spec } = snapshotSchema.parse(snapshot);
  const binding = settingsSchema.parse(settings).spec;
  const workload = spec.workload.spec;
  const { resources, problems } = renderComponentType({
    componentType: {
      kind: 'ComponentType',
      name: 'test',
      spec: componentTypeKind.schema.parse({
        apiVersion: 'openchoreo.dev/v1alpha1',
        kind: 'ComponentType',
        metadata: { name: 'test' },
        spec: spec.componentType.spec,
      }).spec,
    },
    traits: [],
    profile: {},
    environmentConfigs: binding.componentTypeEnvironmentConfigs,
    labels,
    variables: {
      metadata,
      workload: workloadVariable(workloadOf1x(workload)),
      configurations: configurationVariable(
        configuration1x(
          workload.container,
          binding.workloadOverrides.container,
          secretReferencesSchema.parse(
            readDocuments(`${folder}/secret-references.yaml`).flat(),
          ),
        ),
        'test-app-dev',
      ),
      dataplane: { secretStore: 'dev-vault-store' },
    },
  });
  expect(problems).toEqual([]);
  return resources.map(({ object }) => object);
}

/** OpenChoreo's own test ignores the order of lists. */
function sortLists(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value
      .map(sortLists)
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  return isJsonObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, member]) => [key, sortLists(member)]),
      )
    : value;
}

/** Counts the expected objects that are rendered exactly, and prints the count. */
function compareWithExpected(snapshot: string, expected: string) {
  const rendered = sortLists(renderSnapshot(snapshot));
  const expectedObjects = sortLists(
    readDocuments(`${folder}/${expected}`).flat(),
  );
  const lists = z.array(z.unknown());
  const actual = lists.parse(rendered).map(each => JSON.stringify(each));
  const wanted = lists.parse(expectedObjects).map(each => JSON.stringify(each));
  const passed = wanted.filter(each => actual.includes(each)).length;
  process.stdout.write(
    `${folder}/${expected}: ${passed} of ${wanted.length} objects, ${actual.length} rendered\n`,
  );
  return { rendered, expectedObjects };
}

describe1x('Renderings of OpenChoreo v1.2.3', () => {
  it.each([
    ['snapshot.yaml', 'expected-resources.yaml'],
    [
      'snapshot-with-config-helpers.yaml',
      'expected-resources-with-config-helpers.yaml',
    ],
  ])('of %s are those of %s, with names and hashes', (snapshot, expected) => {
    const { rendered, expectedObjects } = compareWithExpected(
      snapshot,
      expected,
    );
    expect(rendered).toEqual(expectedObjects);
  });
});

const gateway = (name: string) => ({
  name,
  namespace: 'openchoreo-data-plane',
  http: { host: 'openchoreo.localhost', port: 19080 },
  https: { host: 'openchoreo.localhost', port: 19443 },
});

/** The component types and traits of a list of documents. */
function definitionsOf(documents: readonly unknown[]) {
  const parseAll = <T>(kind: {
    kind: string;
    schema: { parse(input: unknown): T };
  }) =>
    documents
      .filter(document => jsonAt(document, 'kind') === kind.kind)
      .map(document => kind.schema.parse(document));
  const define = <S>({
    kind,
    metadata: { name },
    spec,
  }: {
    kind: string;
    metadata: { name: string };
    spec: S;
  }) => ({ kind, name, spec });
  return {
    types: [
      ...parseAll(componentTypeKind).map(define),
      ...parseAll(clusterComponentTypeKind).map(define),
    ],
    traits: [
      ...parseAll(traitKind).map(define),
      ...parseAll(clusterTraitKind).map(define),
    ],
    components: parseAll(componentKind).filter(
      ({ spec }) => spec.componentType,
    ),
  };
}

/** Renders the components of a sample. Types and traits that it does not have are those of the default installation. */
function renderSample(file: string) {
  const documents = readDocuments(file);
  const { components, types, traits } = definitionsOf([
    ...documents,
    ...readDocuments('samples/getting-started/all.yaml'),
  ]);
  return components
    .filter(({ metadata: { name } }) =>
      documents.some(document => jsonAt(document, 'metadata', 'name') === name),
    )
    .map(component => {
      const { kind, name = '' } = component.spec.componentType ?? {};
      const componentType = types.find(
        type => type.kind === kind && name.endsWith(`/${type.name}`),
      );
      const document = documents.find(
        each =>
          jsonAt(each, 'kind') === 'Workload' &&
          jsonAt(each, 'spec', 'owner', 'componentName') ===
            component.metadata.name,
      );
      const binding = documents.find(
        each =>
          jsonAt(each, 'kind') === 'ReleaseBinding' &&
          jsonAt(each, 'spec', 'owner', 'componentName') ===
            component.metadata.name,
      );
      if (!componentType || !document) throw new Error(`${file}: ${name}`);
      const workload = workload1xSchema.parse(jsonAt(document, 'spec'));
      const traitConfigs = jsonAt(binding, 'spec', 'traitEnvironmentConfigs');
      return renderComponentType({
        componentType,
        traits,
        profile: component.spec,
        environmentConfigs: jsonAt(
          binding,
          'spec',
          'componentTypeEnvironmentConfigs',
        ),
        traitEnvironmentConfigs: isJsonObject(traitConfigs) ? traitConfigs : {},
        labels,
        variables: {
          metadata,
          workload: workloadVariable(workloadOf1x(workload)),
          configurations: configurationVariable(
            configuration1x(
              workload.container,
              { env: [], files: [] },
              secretReferencesSchema.parse(
                documents.filter(
                  each => jsonAt(each, 'kind') === 'SecretReference',
                ),
              ),
            ),
            'test-app-dev',
          ),
          dependencies: dependenciesVariable({
            variables: [],
            volumeMounts: [],
            volumes: [],
          }),
          dataplane: { secretStore: 'default' },
          environment: { defaultNotificationChannel: 'mail' },
          gateway: toCel({
            ingress: {
              external: gateway('gateway-default'),
              internal: gateway('gateway-internal'),
            },
          }),
        },
      });
    });
}

describe1x('The benchmark of OpenChoreo v1.2.3', () => {
  it('renders, with schemas in the short form and traits that patch lists', () => {
    const [{ resources, problems }] = renderSample(
      'testdata/pipeline/component/component-with-traits.yaml',
    );
    expect(problems).toEqual([]);
    const objects = resources.map(({ object }) => object);
    expect(objects.map(({ kind }) => kind)).toEqual([
      'Deployment',
      'PersistentVolumeClaim',
      'Service',
    ]);
    expect(jsonAt(objects[0], 'spec', 'template', 'spec')).toMatchObject({
      containers: [
        {
          resources: { limits: { cpu: '200m', memory: '256Mi' } },
          volumeMounts: [
            { name: 'app-data', mountPath: '/var/data' },
            { name: 'cache-vol', mountPath: '/tmp/cache', readOnly: false },
            { name: 'workspace-vol', mountPath: '/tmp/work' },
          ],
        },
      ],
      volumes: [
        { name: 'app-data' },
        { name: 'cache-vol', emptyDir: {} },
        { name: 'workspace-vol', emptyDir: { sizeLimit: '1Gi' } },
      ],
    });
  });
});

describe1x('Samples of OpenChoreo v1.2.3', () => {
  it.each([
    [
      'component-types/component-http-service/http-service-component',
      'Deployment HTTPRoute Service',
    ],
    [
      'component-types/component-web-app/webapp-component',
      'ConfigMap Deployment HTTPRoute Service',
    ],
    [
      'component-types/component-http-openapi-service/http-openapi-service-component',
      'Deployment HTTPRoute Service TrafficPolicy',
    ],
    [
      'component-types/component-with-configs/component-with-configs',
      'ConfigMap ConfigMap Deployment ExternalSecret ExternalSecret HTTPRoute Service',
    ],
    [
      'component-types/component-with-embedded-traits/component-with-embedded-traits',
      'Deployment HTTPRoute HorizontalPodAutoscaler PersistentVolumeClaim Service',
    ],
    [
      'component-types/component-grpc-service/grpc-service-component',
      'Deployment GRPCRoute Service',
    ],
    [
      'from-image/issue-reporter-schedule-task/github-issue-reporter',
      'ConfigMap CronJob',
    ],
    [
      'from-image/react-starter-web-app/react-starter',
      'ConfigMap Deployment HTTPRoute Service',
    ],
    [
      'from-image/go-greeter-service/greeter-service',
      'ConfigMap Deployment ExternalSecret HTTPRoute Service',
    ],
    ['from-image/doclet/components/service-document', 'Deployment Service'],
    ['from-image/doclet/components/frontend', 'Deployment HTTPRoute Service'],
    ['from-image/doclet/components/service-collab', 'Deployment Service'],
  ])('render: %s', (name, kinds) => {
    for (const { resources, problems } of renderSample(
      `samples/${name}.yaml`,
    )) {
      // One sample sets a parameter that its type does not have.
      expect(problems.filter(({ severity }) => severity === 'Error')).toEqual(
        [],
      );
      expect(resources.map(({ object }) => object.kind).join(' ')).toBe(kinds);
    }
  });
});
