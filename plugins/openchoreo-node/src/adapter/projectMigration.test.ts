import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  configurationGroupKind,
  crdOf,
  kinds,
  projectKind,
  serviceBindingKind,
} from '@promenade/openchoreo-model';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import {
  migrate,
  sampleFolders,
  storeManifests,
} from '../__testUtils__/migrateSamples';
import {
  describeWithFixtures,
  sharedFixtures,
} from '../__testUtils__/sharedFixtures';
import type { StoredResources } from '../__testUtils__/StoredResources';
import { migratedFields } from '../class-binding/migration/migratedFields';

/** The objects of a kind that the project becomes, by name. */
function written(resources: StoredResources, project = 'tram') {
  const steps = migrate(resources, project);
  return {
    steps,
    get: (kind: string, name: string) =>
      steps
        .flatMap(({ to }) => to)
        .find(each => each.kind === kind && each.metadata.name === name),
    losses: (name: string) =>
      steps
        .filter(({ from }) => from.some(each => each.metadata.name === name))
        .flatMap(({ losses }) => losses.map(({ reason }) => reason)),
  };
}

describe('what a project of 0.3 becomes', () => {
  const tram = written(storeManifests(sampleFolders));

  it('is an organization, environments, a pipeline and a project with its cells', () => {
    expect(tram.get('Namespace', 'default')?.metadata.labels).toEqual({
      'openchoreo.dev/control-plane': 'true',
    });
    expect(tram.get('Environment', 'production')).toMatchObject({
      metadata: {
        annotations: { 'openchoreo.dev/display-name': 'Production' },
      },
      spec: {
        dataPlaneRef: { kind: 'DataPlane', name: 'default' },
        isProduction: true,
      },
    });
    expect(tram.get('DeploymentPipeline', 'default')?.spec).toMatchObject({
      promotionPaths: [
        { sourceEnvironmentRef: { name: 'development' } },
        { targetEnvironmentRefs: [{ name: 'production' }] },
      ],
    });
    expect(tram.get('ProjectReleaseBinding', 'tram-staging')?.spec).toEqual({
      owner: { projectName: 'tram' },
      environment: 'staging',
    });
  });

  it('has the component types that OpenChoreo installs', () => {
    const typeOf = (name: string) => tram.get('Component', name)?.spec;
    expect(typeOf('departures')).toMatchObject({
      componentType: { name: 'deployment/service' },
    });
    expect(typeOf('departures-board')).toMatchObject({
      componentType: { name: 'deployment/web-application' },
    });
  });

  it('has workloads with the endpoints, their callers and their addresses', () => {
    expect(tram.get('Workload', 'departures-workload')?.spec).toMatchObject({
      container: {
        image: 'registry.local/tram/departures:1.4.2',
        env: [
          { key: 'HORIZON_MINUTES', value: '60' },
          { key: 'DELAYS_URL', value: 'https://delays.tram.example.com' },
        ],
      },
      endpoints: {
        departures: {
          type: 'HTTP',
          port: 9090,
          basePath: '/v1',
          visibility: ['namespace', 'external'],
        },
      },
      dependencies: {
        endpoints: [
          {
            component: 'timetable',
            name: 'lines',
            visibility: 'project',
            envBindings: { address: 'TIMETABLE_URL' },
          },
        ],
      },
    });
  });

  it('has the values of environments in their ReleaseBindings', () => {
    expect(tram.get('ReleaseBinding', 'timetable-staging')?.spec).toMatchObject(
      {
        workloadOverrides: {
          container: {
            env: [
              {
                key: 'DB_ADDRESS',
                value: 'timetable.staging.db.example.com:5432',
              },
              { key: 'DB_NAME', value: 'timetable' },
            ],
          },
        },
      },
    );
  });

  it('says what is not carried over', () => {
    expect(tram.losses('departures-board').join()).toContain(
      'The variable DEPARTURES_HOST',
    );
    const lost = tram.steps.filter(({ to }) => to.length === 0);
    const kindsLost = lost.flatMap(({ from }) => from.map(({ kind }) => kind));
    expect(new Set(kindsLost)).toEqual(
      new Set([
        ...['DataPlane', 'ManagedResource', 'APIClass'],
        ...['ServiceClass', 'WebApplicationClass'],
      ]),
    );
    expect(lost.every(({ losses }) => losses.length === 1)).toBe(true);
  });

  it('keeps what a binding has of its own', () => {
    const binding = storeManifests(sampleFolders)
      .with(
        configurationGroupKind,
        'notices',
        {
          configurations: [
            { key: 'url', values: [{ environment: 'staging', value: 'n.s' }] },
            { key: 'pat', values: [{ environment: 'staging', vaultKey: 'k' }] },
          ],
        },
        { namespace: 'default' },
      )
      .with(
        serviceBindingKind,
        'departures-staging',
        {
          owner: { projectName: 'tram', componentName: 'departures' },
          environment: 'staging',
          workloadSpec: {
            containers: { main: { image: 'registry.local/tram/departures:1' } },
          },
          releaseState: 'Suspend',
          envOverrides: {
            replicas: 3,
            containers: { main: { env: [{ key: 'LEVEL', value: 'debug' }] } },
          },
          canary: {
            artifactRef: 'a',
            weight: 10,
            workloadSpec: {
              containers: {
                main: { image: 'registry.local/tram/departures:2' },
              },
            },
          },
        },
        { namespace: 'default' },
      );
    const migrated = written(binding);
    expect(
      migrated.get('ReleaseBinding', 'departures-staging')?.spec,
    ).toMatchObject({
      state: 'Active',
      componentTypeEnvironmentConfigs: { replicas: 0 },
      workloadOverrides: {
        container: { env: [{ key: 'LEVEL', value: 'debug' }] },
      },
    });
    const reasons = migrated.losses('departures-staging').join();
    expect(reasons).toContain('suspended in staging');
    expect(reasons).toContain('There are no canaries');
    expect(reasons).toContain('staging runs registry.local/tram/departures:1');
  });

  it.each(Object.entries(migratedFields))(
    'decides about each field of a %s',
    (kind, { carried, lost }) => {
      const found = kinds.find(each => each.kind === kind);
      if (!found) throw new Error(`There is no kind ${kind}`);
      const known = [...carried, ...Object.keys(lost)];
      expect(specFieldsOf(found).filter(each => !known.includes(each))).toEqual(
        [],
      );
    },
  );
});

const crdSchema = z.object({
  spec: z.object({
    versions: z.tuple([
      z.object({
        schema: z.object({
          openAPIV3Schema: z.object({
            properties: z.object({
              spec: z.object({
                properties: z.record(z.string(), z.unknown()).default({}),
              }),
            }),
          }),
        }),
      }),
    ]),
  }),
});

function specFieldsOf(kind: (typeof kinds)[number]): string[] {
  const [version] = crdSchema.parse(crdOf(kind)).spec.versions;
  return Object.keys(version.schema.openAPIV3Schema.properties.spec.properties);
}

/** The samples that OpenChoreo has for both generations. */
const pairs = [
  ['go-greeter-service/greeter-service', 'greeter-service'],
  ['react-starter-web-app/react-starter', 'react-starter'],
  [
    'issue-reporter-schedule-task/github-issue-reporter',
    'github-issue-reporter',
  ],
] as const;

const workloadSchema = z.object({
  container: z.object({
    image: z.string(),
    command: z.array(z.string()).default([]),
    args: z.array(z.string()).default([]),
    env: z.array(z.object({ key: z.string(), value: z.string().optional() })),
  }),
  endpoints: z
    .record(z.string(), z.object({ type: z.string(), port: z.number() }))
    .default({}),
});

/** What a Workload runs. Names of endpoints, and where secrets come from, differ between the samples. */
function contentsOf(spec: unknown) {
  const { container, endpoints } = workloadSchema.parse(spec);
  return {
    ...container,
    env: Object.fromEntries(
      container.env.flatMap(({ key, value }) =>
        value === undefined ? [] : [[key, value]],
      ),
    ),
    endpoints: Object.values(endpoints).map(({ type, port }) => ({
      type,
      port,
    })),
  };
}

describeWithFixtures(
  'a sample of OpenChoreo 0.3 (skipped without its fixtures, see PROMENADE_SHARED)',
  () => {
    const sample = (version: string, name: string) =>
      join(sharedFixtures, version, 'samples/from-image', `${name}.yaml`);

    it.each(pairs)('%s becomes that of 1.x', (file, name) => {
      const resources = storeManifests([
        sample('openchoreo-v0.3.2', file),
      ]).with(projectKind, 'default', {}, { namespace: 'default' });
      const { get } = written(resources, 'default');
      const expected = parseAllDocuments(
        readFileSync(sample('openchoreo-v1.2.3', file), 'utf8'),
      )
        .map(document => document.toJS())
        .find(each => each?.kind === 'Workload');
      const { env, ...contents } = contentsOf(
        get('Workload', `${name}-workload`)?.spec,
      );
      const wanted = contentsOf(expected.spec);
      expect({ ...contents, env: {} }).toEqual({ ...wanted, env: {} });
      // A variable of a ConfigurationGroup is in the ReleaseBindings.
      expect(wanted.env).toMatchObject(env);
    });
  },
);
