import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import openChoreoPlugin from '@promenade/backstage-plugin-openchoreo-backend';
import { catalogModuleServiceRef } from '@promenade/backstage-plugin-openchoreo-node';
import {
  catalogModuleMock,
  memoryDatabase,
} from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import { KubeClient, type KubeObject } from '@promenade/kube-client';
import { kindOf } from '@promenade/openchoreo-model';
import {
  startControlPlane,
  startTestKubernetes,
} from '@promenade/test-kubernetes';
import { parseAllDocuments } from 'yaml';

// Tests run in a clone only.
// eslint-disable-next-line no-restricted-syntax
const samples = resolve(__dirname, '../../../../samples');

/** The sample platform with its application, and a portal. */
export interface TestPlatform {
  kubeconfig: string;
  client: KubeClient;
  /** Base URL of the backend. It may call endpoints on 127.0.0.1. */
  portal: string;
  /** Ends the control plane, so that a test can write what it would write. */
  stopControlPlane(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts an embedded Kubernetes API with the samples, a control plane, and a backend with the plugin. */
export async function startPlatform(): Promise<TestPlatform> {
  const kubernetes = await startTestKubernetes({
    simulateDataPlane: true,
    separate: true,
  });
  const { kubeconfig } = kubernetes;
  const client = KubeClient.fromKubeconfig(kubeconfig);
  for (const object of sampleObjects()) {
    const { apiVersion = '', kind = '' } = object;
    const type = kindOf(apiVersion, kind);
    if (!type) throw new Error(`There is no kind ${kind} in ${apiVersion}`);
    await client.create(type, object);
  }
  const controlPlane = await startControlPlane(kubeconfig, 'default');
  const backend = await startPortal(kubeconfig);
  return {
    kubeconfig,
    client,
    portal: `http://localhost:${backend.server.port()}`,
    stopControlPlane: () => controlPlane.stop(),
    async stop() {
      await backend.stop();
      await controlPlane.stop();
      await client.close();
      await kubernetes.stop();
    },
  };
}

function startPortal(kubeconfig: string): Promise<TestBackend> {
  return startTestBackend({
    features: [
      openChoreoPlugin,
      memoryDatabase,
      catalogServiceMock.factory(),
      createServiceFactory({
        service: catalogModuleServiceRef,
        deps: {},
        factory: () => catalogModuleMock(false),
      }),
      mockServices.rootConfig.factory({
        data: {
          openchoreo: {
            kubeconfig,
            endpointCalls: { gateways: ['127.0.0.1'] },
          },
        },
      }),
    ],
  });
}

function sampleObjects(): KubeObject[] {
  return ['platform', 'tram']
    .flatMap(folder =>
      readdirSync(join(samples, folder)).map(file =>
        join(samples, folder, file),
      ),
    )
    .flatMap(file => parseAllDocuments(readFileSync(file, 'utf8')))
    .map(document => document.toJS());
}
