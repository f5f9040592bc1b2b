import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import { join } from 'node:path';
import { jsonAt } from '../json';
import {
  differences,
  differenceTable,
  type Difference,
} from './__testUtils__/difference';
import { comparable, isOnPurpose } from './__testUtils__/expectations';
import { caseNames, readCase, readPlatform } from './__testUtils__/read-case';
import {
  hasSharedFixtures,
  sharedFixtures,
} from '../__testUtils__/shared-fixtures';
import { eventually, World } from './__testUtils__/world';

jest.setTimeout(240_000);

const describeCases = hasSharedFixtures ? describe : describe.skip;

describeCases(
  'a running control plane (skipped where ../shared/fixtures is absent: the cases are not part of the project)',
  () => {
    const cases = hasSharedFixtures ? caseNames().map(readCase) : [];
    let kubernetes: TestKubernetes;
    let world: World;

    beforeAll(async () => {
      kubernetes = await startTestKubernetes({
        simulateDataPlane: true,
        crds: [join(sharedFixtures, 'data-plane-crds')],
      });
      world = new World(kubernetes.kubeconfig);
      world.start();
      await world.apply(readPlatform());
      await world.apply(cases.flatMap(({ input }) => input));
    });

    afterAll(async () => {
      await world.end();
      await kubernetes.stop();
    });

    async function compare(name: string): Promise<Difference[]> {
      const { expected } = readCase(name);
      const found = await Promise.all(
        expected.map(async document =>
          differences(
            `${name} ${document.kind} ${jsonAt(document, 'metadata', 'name')}`,
            comparable(document),
            await world.find(document),
          ),
        ),
      );
      return found.flat();
    }

    it.each(cases.map(({ name }) => name))(
      'comes with %s to where OpenChoreo v0.3.2 came',
      async name => {
        let unexpected: Difference[] = [];
        await eventually(async () => {
          unexpected = (await compare(name)).filter(
            found => !isOnPurpose(found),
          );
          return unexpected.length === 0;
        }, 30_000);
        expect(differenceTable(unexpected)).toBe('');
      },
    );

    it('says of a lost connection what it waits for', async () => {
      const binding = await world.find({
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
  },
);
