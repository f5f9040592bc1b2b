import { join } from 'node:path';
import { openChoreoApiVersion } from '@promenade/openchoreo-model';
import { isJsonObject, jsonAt, type JsonObject } from '../../runtime/json';
import {
  compareJson,
  formatDifferences,
  type Difference,
} from './__testUtils__/compare-json';
import {
  additionalObjects,
  checkDifferences,
  clusterDifferences,
  comparable,
  dataPlaneKinds,
  isAddition,
} from './__testUtils__/expectations';
import {
  caseNames,
  readCase,
  readPlatform,
  readSample,
  sampleNames,
} from './__testUtils__/read-case';
import {
  hasSharedFixtures,
  sharedFixtures,
} from '../__testUtils__/shared-fixtures';
import {
  startTestPlatform,
  type TestPlatform,
} from '../__testUtils__/test-platform';
import { namespacedTypes } from '../__testUtils__/namespaced-types';
import { waitUntil } from '../__testUtils__/wait-for';

jest.setTimeout(240_000);

/** The Workload that the build of the sample from source creates. */
const builtWorkload: JsonObject = {
  apiVersion: openChoreoApiVersion,
  kind: 'Workload',
  metadata: { name: 'go-greeter-service', namespace: 'default' },
  spec: {
    owner: { projectName: 'default', componentName: 'greeting-service' },
    containers: { main: { image: 'registry.test/greeting-service:1' } },
    endpoints: { 'greeter-api': { type: 'REST', port: 9090 } },
  },
};

const describeCases = hasSharedFixtures ? describe : describe.skip;

describeCases(
  'a running control plane (skipped where ../shared/fixtures is absent: the cases are not part of the project)',
  () => {
    const cases = hasSharedFixtures ? caseNames().map(readCase) : [];
    let platform: TestPlatform;

    beforeAll(async () => {
      platform = await startTestPlatform({
        organization: 'default',
        hasObjects: false,
        crds: [join(sharedFixtures, 'data-plane-crds')],
      });
      await platform.applyManifests(
        ...readPlatform(),
        ...cases.flatMap(({ input }) => input),
      );
    });

    afterAll(() => platform?.stop());

    async function compare(name: string): Promise<Difference[]> {
      const { expected } = readCase(name);
      const found = await Promise.all(
        expected.map(async document =>
          compareJson(
            `${name} ${document.kind} ${jsonAt(document, 'metadata', 'name')}`,
            comparable(document),
            await platform.findManifest(document),
          ),
        ),
      );
      return found.flat();
    }

    it.each(cases.map(({ name }) => name))(
      'reconciles %s as OpenChoreo v0.3.2 did',
      async name => {
        let unexpected: Difference[] = [];
        await waitUntil(async () => {
          ({ unexpected } = checkDifferences(
            (await compare(name)).filter(found => !isAddition(found)),
            clusterDifferences,
          ));
          return unexpected.length === 0;
        }, 30_000);
        expect(formatDifferences(unexpected)).toBe('');
      },
    );

    it('differs from OpenChoreo v0.3.2 wherever that is intended', async () => {
      const found = await Promise.all(cases.map(({ name }) => compare(name)));
      const { unused } = checkDifferences(found.flat(), clusterDifferences);
      expect(unused).toEqual([]);
    });

    it('creates no objects in cells that OpenChoreo v0.3.2 did not create', async () => {
      const expected = new Set(
        cases.flatMap(each => each.expected.map(objectName)),
      );
      const namespaces = new Set(
        cases
          .flatMap(each => each.expected)
          .map(document => String(jsonAt(document, 'metadata', 'namespace')))
          .filter(namespace => namespace.startsWith('dp-')),
      );
      const additional: string[] = [];
      for (const type of await namespacedTypes(platform.client)) {
        if (dataPlaneKinds.has(type.kind)) continue;
        for (const namespace of namespaces) {
          const { items } = await platform.client.list(type, { namespace });
          additional.push(
            ...items
              .map(({ metadata }) => objectName({ kind: type.kind, metadata }))
              .filter(name => !expected.has(name)),
          );
        }
      }
      expect(
        additional.filter(
          name => !additionalObjects.some(({ pattern }) => pattern.test(name)),
        ),
      ).toEqual([]);
    });

    it('reports the target of a pending connection', async () => {
      const binding = await platform.findManifest({
        apiVersion: 'openchoreo.dev/v1alpha1',
        kind: 'ServiceBinding',
        metadata: { namespace: 'default', name: 'lonely' },
      });
      expect(jsonAt(binding, 'status', 'conditions')).toEqual([
        expect.objectContaining({
          type: 'Ready',
          status: 'False',
          reason: 'ConnectionsPending',
          message: expect.stringContaining('connects to nobody'),
        }),
      ]);
    });

    describe("with OpenChoreo's own samples", () => {
      const samples = hasSharedFixtures ? sampleNames() : [];
      const documents = samples.flatMap(readSample);
      const named = (kind: string) =>
        documents
          .filter(document => document.kind === kind)
          .map(document => String(jsonAt(document, 'metadata', 'name')));
      const components = named('Component');
      const releases = [
        ...named('Service'),
        ...named('WebApplication'),
        ...named('ScheduledTask'),
      ];

      it.each(samples)('accepts %s unchanged', async name => {
        await expect(
          platform.applyManifests(...readSample(name)),
        ).resolves.toBeUndefined();
      });

      it('reports that the sample from source waits for a build plane', async () => {
        const waits = await readyAs('Component', 'greeting-service', {
          status: 'False',
          reason: 'BuildPlaneNotFound',
          message: /"greeting-service-build-01"/,
        });
        expect(waits).toBe('');
        await platform.applyManifests(builtWorkload);
      });

      it.each(components)('makes the component %s ready', async name => {
        const unready = await readyAs('Component', name, { status: 'True' });
        expect(unready).toBe('');
      });

      it.each(releases)('makes the Release %s ready', async name => {
        const unready = await readyAs('Release', name, { status: 'True' });
        expect(unready).toBe('');
      });

      it('makes the environments and pipelines of the samples ready', async () => {
        for (const name of ['Environment', 'DeploymentPipeline'].flatMap(kind =>
          named(kind).map(each => [kind, each] as const),
        )) {
          expect(await readyAs(...name, { status: 'True' })).toBe('');
        }
      });
    });

    /** Waits until the Ready condition is as expected. Returns the actual conditions, or an empty text. */
    async function readyAs(
      kind: string,
      name: string,
      wanted: Wanted,
    ): Promise<string> {
      let conditions: unknown;
      const isAsWanted = await waitUntil(async () => {
        const object = await platform.findManifest({
          apiVersion: openChoreoApiVersion,
          kind,
          metadata: { namespace: 'default', name },
        });
        conditions = jsonAt(object, 'status', 'conditions');
        return (
          Array.isArray(conditions) &&
          conditions.filter(isJsonObject).some(each => fits(each, wanted))
        );
      }, 60_000);
      return isAsWanted ? '' : `${kind} ${name}: ${JSON.stringify(conditions)}`;
    }
  },
);

function objectName(object: object): string {
  return [
    jsonAt(object, 'kind'),
    jsonAt(object, 'metadata', 'namespace'),
    jsonAt(object, 'metadata', 'name'),
  ].join(' ');
}

/** Expected members of a condition. */
type Wanted = Readonly<Record<string, string | RegExp>>;

function fits(condition: object, wanted: Wanted): boolean {
  const members: Wanted = { type: 'Ready', ...wanted };
  return Object.entries(members).every(([member, value]) => {
    const found = jsonAt(condition, member);
    return typeof value === 'string'
      ? found === value
      : value.test(String(found));
  });
}
