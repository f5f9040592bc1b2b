import { randomUUID } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  Authorization,
  createOpenChoreo,
  type OpenChoreoService,
} from '@promenade/backstage-plugin-openchoreo-node';
import { catalogModuleMock } from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import {
  KubeClient,
  type ObjectKey,
  type ResourceType,
} from '@promenade/kube-client';
import { kindOf, organizationKind } from '@promenade/openchoreo-model';
import {
  startControlPlane,
  startTestKubernetes,
  type ControlPlaneProcess,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import type { ActionServices } from '../VerbAction';
import { platformCatalog } from './platformCatalog';
import { platformManifests, type Manifest } from './platformManifests';

const namespaceKind: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  scope: 'Cluster',
};

/** Begins the names of the organizations of test platforms. */
const organizationPrefix = 'scaffolder-';

/**
 * An organization on a Kubernetes API for tests, with three environments in a row, a project `tram` and, if wanted, a control
 * plane. The catalog has them in the namespace of the organization and, for the examples, in `default`.
 */
export class TestPlatform {
  readonly organization = `${organizationPrefix}${randomUUID().slice(0, 8)}`;
  readonly client: KubeClient;
  readonly openchoreo: OpenChoreoService;
  readonly services: ActionServices;
  readonly auditor = mockServices.auditor.mock();
  readonly #watching = new AbortController();
  readonly #kubernetes: TestKubernetes;
  /** Whether another platform has started the Kubernetes API. */
  readonly #isGuest: boolean;
  #controlPlane: ControlPlaneProcess | undefined;

  /** @param options - `beside` has the Kubernetes API; the platform then sees no organization of another test platform */
  static async start(
    options: { controlPlane?: boolean; beside?: TestPlatform } = {},
  ): Promise<TestPlatform> {
    const { beside } = options;
    const platform = new TestPlatform(
      beside
        ? beside.#kubernetes
        : await startTestKubernetes({ simulateDataPlane: true }),
      beside !== undefined,
    );
    try {
      await platform.#prepare(options);
      return platform;
    } catch (error) {
      await platform.stop();
      throw error;
    }
  }

  private constructor(kubernetes: TestKubernetes, isGuest: boolean) {
    this.#kubernetes = kubernetes;
    this.#isGuest = isGuest;
    this.client = KubeClient.fromKubeconfig(kubernetes.kubeconfig, { qps: 0 });
    this.auditor.createEvent.mockResolvedValue({
      success: async () => {},
      fail: async () => {},
    });
    const openchoreo = createOpenChoreo({
      client: this.client,
      logger: mockServices.logger.mock(),
      signal: this.#watching.signal,
      includes: name =>
        !isGuest ||
        name === this.organization ||
        !name.startsWith(organizationPrefix),
    });
    this.openchoreo = openchoreo;
    this.services = {
      openchoreo,
      authorization: this.authorization(AuthorizeResult.ALLOW),
      catalog: this.catalog(),
      catalogModule: catalogModuleMock(),
      logger: mockServices.logger.mock(),
      config: mockServices.rootConfig({
        data: { app: { baseUrl: 'https://portal.test' } },
      }),
    };
  }

  /** A catalog that has the entities of the organization, and some others. */
  catalog(others: readonly Entity[] = []): CatalogServiceMock {
    const { catalogUnits } = this.openchoreo;
    return platformCatalog(this.organization, catalogUnits, others);
  }

  /** An authorization with a policy that has one decision for everything. */
  authorization(
    result: AuthorizeResult.ALLOW | AuthorizeResult.DENY,
  ): Authorization {
    return new Authorization({
      auth: mockServices.auth(),
      auditor: this.auditor,
      catalog: this.catalog(),
      catalogModule: catalogModuleMock(),
      openChoreo: this.openchoreo,
      permissions: mockServices.permissions({ result }),
      userInfo: mockServices.userInfo(),
    });
  }

  async #prepare({ controlPlane = false }): Promise<void> {
    await this.openchoreo.cache.waitForSync();
    const [namespace, ...others] = platformManifests(this.organization);
    if (namespace) await this.create(namespace);
    await Promise.all(others.map(manifest => this.create(manifest)));
    if (controlPlane) await this.startControlPlane();
  }

  /**
   * Reports a namespace for each organization that is created from now on, as the control plane does. Deletes these
   * organizations when the returned function is called.
   */
  prepareCreatedOrganizations(): () => Promise<void> {
    const created = new Set<string>();
    const unsubscribe = this.openchoreo.cache.onChange(
      ({ kind, name, type }) => {
        if (kind !== organizationKind.kind || type !== 'added') return;
        created.add(name);
        void this.client.patchStatus(
          organizationKind,
          { name },
          { namespace: name },
        );
      },
    );
    return async () => {
      unsubscribe();
      for (const name of created) {
        await this.client.delete(organizationKind, { name });
      }
    };
  }

  async startControlPlane(): Promise<void> {
    const { kubeconfig } = this.#kubernetes;
    this.#controlPlane = await startControlPlane(kubeconfig, this.organization);
  }

  async stop(): Promise<void> {
    if (this.#kubernetes.isReal) await this.#remove();
    await this.#controlPlane?.stop();
    this.#watching.abort();
    await this.client.close();
    if (!this.#isGuest) await this.#kubernetes.stop();
  }

  /** Creates an object, and waits until the cache has it. The cache holds no namespaces and no classes. */
  async create(manifest: Manifest): Promise<void> {
    const type = typeOf(manifest);
    const create = () => this.client.create(type, manifest);
    if (/^Namespace$|Class$/.test(type.kind)) await create();
    else await this.#untilCached('added', type, manifest.metadata, create);
  }

  /** Deletes an object of the organization, and waits until the cache has seen that. */
  async remove(apiVersion: string, kind: string, name: string): Promise<void> {
    await this.#delete(typeOf({ apiVersion, kind }), {
      namespace: this.organization,
      name,
    });
  }

  /** The names of the objects of a kind in the organization. */
  async namesOf(apiVersion: string, kind: string): Promise<string[]> {
    const { items } = await this.client.list<Manifest>(
      typeOf({ apiVersion, kind }),
      { namespace: this.organization },
    );
    return items.map(({ metadata }) => metadata.name).sort();
  }

  /** An object of the organization, from the API. */
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

  /** Cleans up a real cluster, which outlives the test. The control plane deletes what it created. */
  async #remove(): Promise<void> {
    const name = this.organization;
    await this.#delete(organizationKind, { name });
    const namespace = await this.client.find(namespaceKind, { name });
    if (namespace) await this.client.delete(namespaceKind, { name });
  }

  async #delete(type: ResourceType, key: ObjectKey): Promise<void> {
    await this.#untilCached('deleted', type, key, () =>
      this.client.delete(type, key),
    );
  }

  /** Runs a change, and waits until the cache has reported it. */
  async #untilCached(
    change: 'added' | 'deleted',
    { kind }: ResourceType,
    { name, namespace }: ObjectKey,
    run: () => Promise<unknown>,
  ): Promise<void> {
    const { cache } = this.openchoreo;
    let unsubscribe = () => {};
    const isCached = new Promise<void>(resolve => {
      unsubscribe = cache.onChange(reported => {
        if (
          reported.type === change &&
          reported.kind === kind &&
          reported.name === name &&
          reported.namespace === namespace
        ) {
          resolve();
        }
      });
    });
    await run();
    await isCached;
    unsubscribe();
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
