import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { KubeClient, type UnstructuredObject } from '@promenade/kube-client';
import { startTestKubernetes } from '@promenade/test-kubernetes';
import { parse } from 'yaml';
import { aPlatform } from '../__testUtils__/platform';
import {
  describeWithFixtures,
  sharedFixtures,
} from '../__testUtils__/sharedFixtures';
import { waitForValue } from '../__testUtils__/waitForValue';
import { platformAdapters } from '../adapter/adapters';
import { Platform } from '../adapter/Platform';
import { requiredKinds } from './kinds';
import { namespaceKind } from './tenantKinds';

jest.setTimeout(120_000);

describeWithFixtures(
  'an OpenChoreo that is upgraded (skipped without the fixtures, see PROMENADE_SHARED)',
  () => {
    it('is read as 0.3 before and as 1.x after, by a backend that runs', async () => {
      const kubernetes = await startTestKubernetes({ separate: true });
      const client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
      const stop = new AbortController();
      try {
        const { organization } = await aPlatform(client);
        const platform = new Platform(platformAdapters, {
          client,
          logger: mockServices.logger.mock(),
          upgradeIntervalMs: 100,
        });
        platform.start(stop.signal);
        await platform.waitForSync(stop.signal);
        const organizations = () =>
          platform.catalogUnits.list('organization').map(({ name }) => name);
        expect(organizations()).toEqual([]);
        expect(platform.freshness().status).toBe('live');

        await client.patch(
          namespaceKind,
          { name: organization },
          { metadata: { labels: { 'openchoreo.dev/control-plane': 'true' } } },
          { type: 'merge' },
        );
        for (const { plural } of requiredKinds) {
          const file = `crds/openchoreo.dev_${plural}.yaml`;
          const crd: UnstructuredObject = parse(
            readFileSync(
              join(sharedFixtures, 'openchoreo-v1.2.3', file),
              'utf8',
            ),
          );
          const type = await client.resourceFor(crd.apiVersion, crd.kind);
          if (!type) throw new Error('The API serves no definitions');
          const options = { fieldManager: 'test', force: true };
          await client.apply(type, crd, options);
        }
        await waitForValue(() =>
          organizations().includes(organization) &&
          platform.catalogUnits.isComplete('component')
            ? true
            : undefined,
        );
        expect(platform.freshness().status).toBe('live');
      } finally {
        stop.abort();
        await client.close();
        await kubernetes.stop();
      }
    });
  },
);
