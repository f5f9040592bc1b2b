import {
  KubeClient,
  type Clock,
  type KubeObject,
  type ObjectMeta,
  type ResourceType,
  type UnstructuredObject,
} from '@promenade/kube-client';
import {
  annotations,
  dataPlaneKind,
  environmentKind,
  openChoreoApiVersion,
  releaseKind,
  type Release,
} from '@promenade/openchoreo-model';
import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../../../runtime/json';
import { waitUntil } from '../wait-for';
import { readCredentials } from './read-credentials';
import { RunningReleaseController } from './running-release-controller';
import {
  configMapType,
  namespaceType,
  secretType,
} from '../../../runtime/kubernetes-types';

function resourceList(resources: Record<string, object>): JsonObject[] {
  return Object.entries(resources).map(([id, object]) => ({
    id,
    object: JSON.parse(JSON.stringify(object)),
  }));
}

/** An organization with a unique name on a Kubernetes API, and a Release controller for it. */
export class ReleaseTestPlatform {
  /** The client of the test. Its requests are not counted. */
  readonly client: KubeClient;
  readonly organization = `test-${randomBytes(4).toString('hex')}`;
  /** Namespace of the objects of the test on the data plane. */
  readonly cell = `${this.organization}-cell`;
  #running?: RunningReleaseController;

  constructor(private readonly kubeconfig: string) {
    this.client = KubeClient.fromKubeconfig(kubeconfig, { qps: 0 });
  }

  /** Creates the organization, with an environment `development` on a data plane that is the cluster itself. */
  async prepare(): Promise<void> {
    await this.createNamespace(this.organization);
    await this.create(dataPlaneKind, 'here', {
      registry: { prefix: 'registry.test' },
      gateway: {
        publicVirtualHost: 'a.test',
        organizationVirtualHost: 'b.test',
      },
    });
    await this.createEnvironment('development');
  }

  async createNamespace(name: string): Promise<void> {
    await this.client.create(namespaceType, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    });
  }

  createEnvironment(name: string, dataPlaneRef = 'here') {
    return this.create(environmentKind, name, { dataPlaneRef });
  }

  async changeEnvironment(name: string, dataPlaneRef: string): Promise<void> {
    await this.client.patch(
      environmentKind,
      { namespace: this.organization, name },
      { spec: { dataPlaneRef } },
      { type: 'merge' },
    );
  }

  async deleteEnvironment(name: string): Promise<void> {
    await this.client.delete(environmentKind, {
      namespace: this.organization,
      name,
    });
  }

  /** Changes the API server of a data plane. */
  async changeServer(name: string, apiServerURL: string): Promise<void> {
    await this.client.patch(
      dataPlaneKind,
      { namespace: this.organization, name },
      { spec: { kubernetesCluster: { credentials: { apiServerURL } } } },
      { type: 'merge' },
    );
  }

  /** Creates a data plane on a cluster that is reached by its address and the credentials in a Secret. */
  async createDataPlane(
    name: string,
    secretName: string,
    secretRef: { namespace?: string; keys?: Record<string, string> } = {},
    apiServerURL = this.client.server,
  ): Promise<void> {
    await this.create(dataPlaneKind, name, {
      registry: { prefix: 'registry.test' },
      gateway: {
        publicVirtualHost: 'a.test',
        organizationVirtualHost: 'b.test',
      },
      kubernetesCluster: {
        name,
        credentials: {
          apiServerURL,
          secretRef: { name: secretName, ...secretRef },
        },
      },
    });
  }

  /** Writes a Secret with the credentials of the kubeconfig, or with other data. */
  async writeCredentials(
    name: string,
    data: Record<string, string> = readCredentials(this.kubeconfig),
  ): Promise<void> {
    await this.writeSecret(this.organization, name, data);
  }

  /** Applies a Secret with exactly this data, in base64. */
  async writeSecret(
    namespace: string,
    name: string,
    data: Record<string, string>,
    secretAnnotations?: Record<string, string>,
  ): Promise<void> {
    await this.client.apply(
      secretType,
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name, namespace, annotations: secretAnnotations },
        data,
      },
      { fieldManager: 'test' },
    );
  }

  /** Creates a ConfigMap in the cell as another client than the control plane. */
  async createConfigMap(
    metadata: Pick<ObjectMeta, 'name' | 'labels' | 'ownerReferences'>,
  ): Promise<void> {
    await this.client.create(
      configMapType,
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { ...metadata, namespace: this.cell },
      },
      { fieldManager: 'another-controller' },
    );
  }

  /** Deletes a Secret. */
  async deleteSecret(namespace: string, name: string): Promise<void> {
    await this.client.delete(secretType, { namespace, name });
  }

  /** Starts a control plane's Release controller, as a new process would. */
  async startController(clock?: Clock): Promise<RunningReleaseController> {
    const running = await RunningReleaseController.start(
      this.kubeconfig,
      this.organization,
      clock,
    );
    this.#running = running;
    return running;
  }

  async createRelease(
    name: string,
    resources: Record<string, object>,
    environmentName = 'development',
    rest: Partial<Release['spec']> = {},
  ): Promise<Release> {
    const created = await this.create(releaseKind, name, {
      owner: { projectName: 'shop', componentName: name },
      environmentName,
      resources: resourceList(resources),
      ...rest,
    });
    return releaseKind.schema.parse(created);
  }

  async changeRelease(name: string, resources: Record<string, object>) {
    await this.client.patch(
      releaseKind,
      { namespace: this.organization, name },
      { spec: { resources: resourceList(resources) } },
      { type: 'merge' },
    );
  }

  /** Annotates a Release so that it is deleted without cleaning up. */
  async skipCleanup(name: string): Promise<void> {
    await this.client.patch(
      releaseKind,
      { namespace: this.organization, name },
      { metadata: { annotations: { [annotations.skipCleanup]: 'true' } } },
      { type: 'merge' },
    );
  }

  release(name: string): Promise<Release> {
    return this.client.get<Release>(releaseKind, {
      namespace: this.organization,
      name,
    });
  }

  /** An object of the cell on the data plane. */
  async findLive(
    apiVersion: string,
    kind: string,
    name: string,
  ): Promise<UnstructuredObject | undefined> {
    const type = await this.client.resourceFor(apiVersion, kind);
    if (!type) throw new Error(`${kind} is not served`);
    return this.client.find(type, { namespace: this.cell, name });
  }

  /** Waits until an object of the cell is deleted, or being deleted. @throws Error if it is not */
  async waitUntilGone(
    apiVersion: string,
    kind: string,
    name: string,
  ): Promise<void> {
    const isGone = await waitUntil(async () => {
      const live = await this.findLive(apiVersion, kind, name);
      return !live || live.metadata.deletionTimestamp !== undefined;
    });
    if (!isGone) throw new Error(`${kind} ${name} is not deleted`);
  }

  /** Stops the controller, as the end of its process would. */
  async stopController(): Promise<void> {
    await this.#running?.stop();
    this.#running = undefined;
  }

  /** Stops the controller and deletes the organization and the cell. */
  async dispose(): Promise<void> {
    await this.stopController();
    const { items } = await this.client.list<Release>(releaseKind, {
      namespace: this.organization,
    });
    for (const { metadata } of items) {
      await this.client.patch(
        releaseKind,
        metadata,
        { metadata: { finalizers: null } },
        { type: 'merge' },
      );
    }
    for (const name of [this.organization, this.cell]) {
      if (await this.client.find(namespaceType, { name })) {
        await this.client.delete(namespaceType, { name });
      }
    }
    await this.client.close();
  }

  private create(
    type: ResourceType,
    name: string,
    spec: object,
  ): Promise<KubeObject & { spec: object }> {
    return this.client.create(type, {
      apiVersion: openChoreoApiVersion,
      kind: type.kind,
      metadata: { name, namespace: this.organization },
      spec,
    });
  }
}
