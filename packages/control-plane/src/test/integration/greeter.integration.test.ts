import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ResourceType, UnstructuredObject } from '@promenade/kube-client';
import {
  cellNamespace,
  componentKind,
  kindOf,
  projectKind,
  promotionKind,
} from '@promenade/openchoreo-model';
import { parseAllDocuments } from 'yaml';
import {
  aProject,
  aPromotion,
  fromTo,
  anAPIClass,
  ofComponent,
} from '../__testUtils__';
import {
  ControlPlaneProcess,
  startControlPlaneProcess,
} from '../__testUtils__/control-plane-process';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';
import { jsonAt } from '../../runtime/json';
import { namespaceKind } from '../../core/lookups/organization-namespace';
import {
  hasSharedFixtures,
  sharedFixtures,
} from '../__testUtils__/shared-fixtures';

jest.setTimeout(180_000);

const sample = 'openchoreo-v0.3.2/samples/from-image/go-greeter-service';
const project = 'default';
const component = 'greeter-service';

const deploymentType: ResourceType = {
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  scope: 'Namespaced',
};

const describeSample = hasSharedFixtures ? describe : describe.skip;

describeSample(
  "OpenChoreo's greeter sample, unchanged (skipped where ../shared/fixtures is absent: it is not part of the project)",
  () => {
    let platform: TestPlatform;
    let controlPlane: ControlPlaneProcess;

    const start = () =>
      startControlPlaneProcess(
        ...['--kubeconfig', platform.kubeconfig],
        ...['--organizations', platform.organization],
        ...['--leader-elect-namespace', platform.organization],
      );

    beforeAll(async () => {
      platform = await startTestPlatform();
      await platform.stopControlPlane();
      controlPlane = await start();
      await platform.apply(aProject(project), anAPIClass('default'));
      await applySample();
    });

    afterAll(async () => {
      await controlPlane?.end('SIGKILL');
      await platform?.stop();
    });

    async function applySample() {
      const file = join(sharedFixtures, sample, 'greeter-service.yaml');
      for (const document of parseAllDocuments(readFileSync(file, 'utf8'))) {
        const manifest: UnstructuredObject | null = document.toJS();
        const type = manifest && kindOf(manifest.apiVersion, manifest.kind);
        if (type) {
          await platform.client.apply(
            type,
            {
              ...manifest,
              metadata: {
                ...manifest.metadata,
                namespace: platform.organization,
              },
            },
            { fieldManager: 'kubectl' },
          );
        }
      }
    }

    const cellOf = (environment: string) =>
      cellNamespace(platform.organization, project, environment);

    /** The Available conditions of the Deployments in a cell. */
    async function available(environment: string): Promise<unknown[]> {
      const { items } = await platform.client.list(deploymentType, {
        namespace: cellOf(environment),
      });
      return items.map(item => {
        const conditions = jsonAt(item, 'status', 'conditions');
        return Array.isArray(conditions)
          ? conditions.find(each => jsonAt(each, 'type') === 'Available')
          : undefined;
      });
    }

    const promote = (name: string, from: string, to: string) =>
      platform.apply(
        aPromotion(name, ofComponent(component, project), fromTo(from, to)),
      );

    it('becomes ready in development', async () => {
      await platform.waitForCondition(componentKind, component, {
        status: 'True',
      });
      expect(await available('development')).toEqual([
        expect.objectContaining({ status: 'True' }),
      ]);
    });

    it('is promoted although the control plane is killed during the promotion', async () => {
      await promote('to-staging', 'development', 'staging');
      await platform.waitFor(promotionKind, 'to-staging', ({ status }) =>
        ['Progressing', 'Verifying', 'Succeeded'].includes(status?.phase ?? ''),
      );
      await controlPlane.end('SIGKILL');
      controlPlane = await start();
      await platform.waitForCondition(promotionKind, 'to-staging', {
        type: 'Complete',
        status: 'True',
      });
      expect(await available('staging')).toEqual([
        expect.objectContaining({ status: 'True' }),
      ]);
    });

    it('is promoted to production', async () => {
      await promote('to-production', 'staging', 'production');
      await platform.waitForCondition(promotionKind, 'to-production', {
        type: 'Complete',
        status: 'True',
      });
      expect(await available('production')).toEqual([
        expect.objectContaining({ status: 'True' }),
      ]);
    });

    it('leaves nothing on the data plane when its project is deleted', async () => {
      const key = { namespace: platform.organization, name: project };
      await platform.client.delete(projectKind, key);
      await platform.waitUntilGone(projectKind, key);
      for (const environment of ['development', 'staging', 'production']) {
        expect(
          await platform.client.find(namespaceKind, {
            name: cellOf(environment),
          }),
        ).toBeUndefined();
      }
    });

    it('is reconciled by a process that reports its health and ends on a signal', async () => {
      const ready = await fetch(`${controlPlane.health}/readyz`);
      expect(ready.status).toBe(200);
      const figures = await fetch(`${controlPlane.health}/metrics`);
      expect(await figures.text()).toMatch(
        /controller_runtime_reconcile_total\{controller="promotion",result="success"\} [1-9]/,
      );
      expect(await controlPlane.end('SIGTERM')).toBe(0);
    });
  },
);
