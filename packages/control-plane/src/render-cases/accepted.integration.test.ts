import { KubeClient } from '@promenade/kube-client';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import { join } from 'node:path';
import { acceptanceOf } from '../__testUtils__/accepted';
import {
  hasSharedFixtures,
  sharedFixtures,
} from '../__testUtils__/shared-fixtures';
import { caseNames, readCase, readPlatform } from './__testUtils__/read-case';
import { renderBindings } from './__testUtils__/render-bindings';

jest.setTimeout(60_000);

const describeCases = hasSharedFixtures ? describe : describe.skip;

describeCases(
  'row 22: what is rendered of the cases (skipped where ../shared/fixtures is absent: the cases are not part of the project)',
  () => {
    let kubernetes: TestKubernetes;
    let client: KubeClient;

    beforeAll(async () => {
      kubernetes = await startTestKubernetes({
        crds: [join(sharedFixtures, 'data-plane-crds')],
      });
      client = KubeClient.fromKubeconfig(kubernetes.kubeconfig, { qps: 0 });
    });

    afterAll(async () => {
      await client?.close();
      await kubernetes?.stop();
    });

    it.each(hasSharedFixtures ? caseNames() : [])(
      'of %s is accepted by the API server with strict validation',
      async name => {
        const { input, expected } = readCase(name);
        const rendered = renderBindings([
          ...readPlatform(),
          ...input.filter(({ kind }) => !String(kind).endsWith('Binding')),
          ...expected,
        ]);
        const manifests = rendered.flatMap(({ result }) =>
          result.resources.map(({ object }) => object),
        );
        const { refused } = await acceptanceOf(client, manifests);
        expect(refused).toEqual([]);
      },
    );
  },
);
