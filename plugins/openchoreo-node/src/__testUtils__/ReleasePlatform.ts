import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { KubeClient, type UnstructuredObject } from '@promenade/kube-client';
import {
  promotionKind,
  promotionPolicyKind,
} from '@promenade/openchoreo-model';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import { parseAllDocuments } from 'yaml';
import type { ResourceKind } from '../cache/ResourceReader';
import { componentReleaseKind } from '../component-type/componentKinds';
import {
  releaseBindingKind,
  renderedReleaseKind,
} from '../component-type/deploymentKinds';
import { clusterDataPlaneKind } from '../component-type/platformKinds';
import { createOpenChoreo } from '../createOpenChoreo';
import type { OpenChoreoService } from '../OpenChoreoService';
import { sharedFixtures } from './sharedFixtures';
import { waitForValue } from './waitForValue';

const fixtures = join(sharedFixtures, 'openchoreo-v1.2.3');

/** The organization of the samples of OpenChoreo 1.x. */
export const organization = 'default';

/** The component that the samples deploy. */
export const greeter = {
  organization,
  project: 'default',
  component: 'greeter-service',
};

const owner = { projectName: 'default', componentName: 'greeter-service' };

/** What OpenChoreo writes to the status of a binding. */
export interface BindingReport {
  ready: 'True' | 'False' | 'Unknown';
  reason: string;
  message?: string;
  /** Conditions besides Ready, with their reasons. */
  others?: Record<string, { status: 'True' | 'False'; reason: string }>;
  /** The other fields of the status. */
  status?: object;
}

/** An embedded API that serves the kinds of OpenChoreo 1.x, with its samples. The test writes what its controllers would write. */
export class ReleasePlatform {
  readonly #stop = new AbortController();
  readonly openChoreo: OpenChoreoService;

  /** @param hasPromotions - whether the API serves the promotions of Promenade */
  static async start({ hasPromotions = false } = {}): Promise<ReleasePlatform> {
    const kubernetes = await startTestKubernetes({
      separate: true,
      crds: [join(fixtures, 'crds')],
    });
    if (!hasPromotions) await deletePromotionKinds(kubernetes.kubeconfig);
    const client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
    const platform = new ReleasePlatform(kubernetes, client);
    await platform.#applySamples();
    await platform.openChoreo.cache.waitForSync(platform.#stop.signal);
    return platform;
  }

  private constructor(
    readonly kubernetes: TestKubernetes,
    readonly client: KubeClient,
  ) {
    this.openChoreo = createOpenChoreo({
      client,
      logger: mockServices.logger.mock(),
      signal: this.#stop.signal,
    });
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.client.close();
    await this.kubernetes.stop();
  }

  /** Creates the objects of a sample. */
  async sample(file: string): Promise<void> {
    const text = readFileSync(join(fixtures, 'samples', file), 'utf8');
    for (const document of parseAllDocuments(text)) {
      const object: UnstructuredObject | null = document.toJS();
      if (object) await this.apply(object);
    }
  }

  async apply(object: UnstructuredObject): Promise<void> {
    const type = await this.client.resourceFor(object.apiVersion, object.kind);
    if (!type) throw new Error(`The API does not serve ${object.kind}`);
    await this.client.apply(type, object, {
      fieldManager: 'test',
      force: true,
    });
  }

  /** Creates an object of a kind that the adapter reads. */
  create(kind: ResourceKind, name: string, spec: object): Promise<unknown> {
    return this.client.create(kind, {
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      metadata: {
        name,
        ...(kind.scope === 'Namespaced' && { namespace: organization }),
      },
      spec,
    });
  }

  /** Creates a release of the greeter, as the controller of components does. */
  release(name: string, image: string): Promise<unknown> {
    return this.create(componentReleaseKind, name, {
      owner,
      componentType: {
        kind: 'ClusterComponentType',
        name: 'deployment/service',
        spec: {
          workloadType: 'deployment',
          resources: [{ id: 'deployment', template: {} }],
        },
      },
      componentProfile: { parameters: { replicas: 1 } },
      workload: {
        container: { image, env: [{ key: 'LOG_LEVEL', value: 'info' }] },
        endpoints: {
          http: { type: 'HTTP', port: 9090, visibility: ['external'] },
        },
      },
    });
  }

  /** Binds a release of the greeter to an environment. */
  bind(environment: string, releaseName: string, spec = {}): Promise<unknown> {
    return this.create(releaseBindingKind, bindingName(environment), {
      owner,
      environment,
      releaseName,
      ...spec,
    });
  }

  /** Writes the status of a binding, as the controller of OpenChoreo does. */
  async report(
    environment: string,
    { ready, reason, message = reason, others = {}, status }: BindingReport,
  ): Promise<void> {
    const key = { namespace: organization, name: bindingName(environment) };
    const { metadata } = await this.client.get(releaseBindingKind, key);
    const condition = (type: string, given: object) => ({
      type,
      message,
      lastTransitionTime: new Date().toISOString(),
      observedGeneration: metadata.generation,
      ...given,
    });
    await this.client.patchStatus(releaseBindingKind, key, {
      ...status,
      conditions: [
        condition('Ready', { status: ready, reason }),
        ...Object.entries(others).map(([type, given]) =>
          condition(type, given),
        ),
      ],
    });
  }

  /** Writes the RenderedRelease of a binding and the observed health of its Deployment. */
  async render(environment: string, healthStatus: string): Promise<void> {
    const name = bindingName(environment);
    await this.create(renderedReleaseKind, name, {
      owner,
      environmentName: environment,
      resources: [
        {
          id: 'deployment',
          object: {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            metadata: { name: 'greeter', namespace: 'dp-default' },
          },
        },
      ],
    });
    await this.client.patchStatus(
      renderedReleaseKind,
      { namespace: organization, name },
      {
        resources: [
          {
            id: 'deployment',
            group: 'apps',
            version: 'v1',
            kind: 'Deployment',
            name: 'greeter',
            namespace: 'dp-default',
            healthStatus,
            status: { replicas: 2, readyReplicas: 2, updatedReplicas: 2 },
            lastObservedTime: '2026-11-30T12:00:00Z',
          },
        ],
      },
    );
  }

  async #applySamples(): Promise<void> {
    await this.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: organization,
        labels: { 'openchoreo.dev/control-plane': 'true' },
      },
    });
    await this.create(clusterDataPlaneKind, 'default', {
      planeID: 'default',
      clusterAgent: { clientCA: { value: 'none' } },
    });
    await this.sample('getting-started/environments.yaml');
    await this.sample('getting-started/deployment-pipeline.yaml');
    await this.sample('getting-started/project.yaml');
    await this.sample('getting-started/component-types/service.yaml');
    await this.sample('from-image/go-greeter-service/greeter-service.yaml');
  }
}

/** Deletes the kinds of promotions, before a client of the test looks for them. */
async function deletePromotionKinds(kubeconfig: string): Promise<void> {
  const client = KubeClient.fromKubeconfig(kubeconfig);
  const type = await client.resourceFor(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
  );
  if (!type) throw new Error('The API serves no definitions');
  for (const { plural, group } of [promotionKind, promotionPolicyKind]) {
    const key = { name: `${plural}.${group}` };
    await client.delete(type, key);
    await waitForValue(async () =>
      (await client.find(type, key)) ? undefined : true,
    );
  }
  await client.close();
}

function bindingName(environment: string): string {
  return `greeter-service-${environment}`;
}
