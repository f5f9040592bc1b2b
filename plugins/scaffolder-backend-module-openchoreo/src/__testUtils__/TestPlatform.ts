import { randomUUID } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createOpenChoreo } from '@promenade/backstage-plugin-openchoreo-node';
import { KubeClient, type ResourceType } from '@promenade/kube-client';
import { kindOf } from '@promenade/openchoreo-model';
import { startTestKubernetes } from '@promenade/test-kubernetes';
import type { ActionServices } from '../actions/ActionServices';
import { catalogOf } from './catalogOf';
import { platformManifests, type Manifest } from './platformManifests';
import { startControlPlane } from './startControlPlane';

const namespaceKind: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  scope: 'Cluster',
};

/**
 * An organization of its own on a Kubernetes API for tests: three environments in a row, a project `tram`, and a control plane
 * where it is asked for. The catalog shows them in the organization and, as the examples have it, in `default`.
 */
export class TestPlatform {
  readonly organization: string;
  readonly client: KubeClient;
  readonly services: ActionServices;
  readonly #stops: Array<() => unknown>;

  static async start(
    options: { controlPlane?: boolean } = {},
  ): Promise<TestPlatform> {
    const organization = `scaffolder-${randomUUID().slice(0, 8)}`;
    const kubernetes = await startTestKubernetes({ simulateDataPlane: true });
    const client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
    const stop = new AbortController();
    const openchoreo = createOpenChoreo({
      client,
      logger: mockServices.logger.mock(),
      signal: stop.signal,
    });
    const controlPlane =
      options.controlPlane &&
      startControlPlane(kubernetes.kubeconfig, organization);
    const platform = new TestPlatform(organization, client, {
      openchoreo,
      catalog: catalogOf(organization),
      permissions: mockServices.permissions({ result: AuthorizeResult.ALLOW }),
      config: mockServices.rootConfig({
        data: { app: { baseUrl: 'https://portal.test' } },
      }),
    });
    platform.#stops.push(
      () => platform.#remove(),
      () => controlPlane && controlPlane.stop(),
      () => stop.abort(),
      () => client.close(),
      () => kubernetes.stop(),
    );
    for (const manifest of platformManifests(organization)) {
      await platform.create(manifest);
    }
    await openchoreo.cache.waitForSync();
    return platform;
  }

  private constructor(
    organization: string,
    client: KubeClient,
    services: ActionServices,
  ) {
    this.organization = organization;
    this.client = client;
    this.services = services;
    this.#stops = [];
  }

  async create(manifest: Manifest): Promise<void> {
    await this.client.create(typeOf(manifest), manifest);
  }

  /** What the API has of a kind in the organization: names only. */
  async namesOf(apiVersion: string, kind: string): Promise<string[]> {
    const { items } = await this.client.list<Manifest>(
      typeOf({ apiVersion, kind }),
      { namespace: this.organization },
    );
    return items.map(({ metadata }) => metadata.name).sort();
  }

  /** An object of the organization, as the API has it. */
  async object(
    apiVersion: string,
    kind: string,
    name: string,
  ): Promise<Manifest | undefined> {
    return this.client.find<Manifest>(typeOf({ apiVersion, kind }), {
      namespace: this.organization,
      name,
    });
  }

  async stop(): Promise<void> {
    for (const stop of this.#stops) await stop();
  }

  /** A cluster that was given outlives the test: nothing is to stay behind. */
  async #remove(): Promise<void> {
    const name = this.organization;
    const organization = { apiVersion: 'openchoreo.dev/v1alpha1' };
    await this.client.delete(
      typeOf({ ...organization, kind: 'Organization' }),
      { name },
    );
    await this.client.delete(namespaceKind, { name });
  }
}

function typeOf({
  apiVersion,
  kind,
}: Pick<Manifest, 'apiVersion' | 'kind'>): ResourceType {
  const found = kind === 'Namespace' ? namespaceKind : kindOf(apiVersion, kind);
  if (!found) throw new Error(`There is no kind ${kind} in ${apiVersion}`);
  return found;
}
