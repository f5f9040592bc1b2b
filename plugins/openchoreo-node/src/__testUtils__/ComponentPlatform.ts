import { mockServices } from '@backstage/backend-test-utils';
import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { KubeClient } from '@promenade/kube-client';
import {
  apiClassKind,
  configurationGroupKind,
  projectKind,
  serviceKind,
  workloadKind,
  type KindDefinition,
} from '@promenade/openchoreo-model';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import { createOpenChoreo } from '../createOpenChoreo';
import type { OpenChoreoService } from '../OpenChoreoService';
import { aPlatform } from './platform';

/** The image of components that `ComponentPlatform` creates. */
export const image = 'registry.test/greeter:1';

/** Who requests what tests execute. */
export const ana = { requestedBy: 'user:default/ana' };

/**
 * An embedded API with an organization for the verbs of components: the projects `shop` and `depot`, the API class `strict`, and the
 * configuration group `mail`. Without a control plane, nothing but verbs writes.
 */
export class ComponentPlatform {
  readonly #stop = new AbortController();
  readonly #kubernetes: TestKubernetes;
  readonly client: KubeClient;
  readonly base: Awaited<ReturnType<typeof aPlatform>>;
  readonly openChoreo: OpenChoreoService;

  static async start(
    options?: Parameters<typeof startTestKubernetes>[0],
  ): Promise<ComponentPlatform> {
    const kubernetes = await startTestKubernetes(options);
    const client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
    const platform = new ComponentPlatform(
      kubernetes,
      client,
      await aPlatform(client),
    );
    await platform.#prepare();
    return platform;
  }

  private constructor(
    kubernetes: TestKubernetes,
    client: KubeClient,
    base: Awaited<ReturnType<typeof aPlatform>>,
  ) {
    this.#kubernetes = kubernetes;
    this.client = client;
    this.base = base;
    this.openChoreo = createOpenChoreo({
      client,
      logger: mockServices.logger.mock(),
      signal: this.#stop.signal,
      includes: name => name === base.organization,
    });
  }

  async #prepare(): Promise<void> {
    await this.create(apiClassKind, 'strict', {});
    await this.create(projectKind, 'depot', {
      deploymentPipelineRef: 'default',
    });
    await this.create(configurationGroupKind, 'mail', {
      configurations: [
        { key: 'host', values: [{ environment: 'development', value: 'a' }] },
      ],
    });
    await this.openChoreo.cache.waitForSync(AbortSignal.timeout(30_000));
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.base.remove();
    await this.client.close();
    await this.#kubernetes.stop();
  }

  get kubeconfig(): string {
    return this.#kubernetes.kubeconfig;
  }

  get organization(): string {
    return this.base.organization;
  }

  create(kind: KindDefinition, name: string, spec: object) {
    return this.client.create(kind, {
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      metadata: { name, namespace: this.organization },
      spec,
    });
  }

  async read<T>(kind: KindDefinition<T>, name: string): Promise<T> {
    return kind.schema.parse(await this.client.get(kind, this.#key(name)));
  }

  find(kind: KindDefinition, name: string) {
    return this.client.find(kind, this.#key(name));
  }

  /** The versions of what deploys a component. They change with every write. */
  async versionsOf(name: string) {
    return [
      (await this.read(workloadKind, name)).metadata.resourceVersion,
      (await this.read(serviceKind, name)).metadata.resourceVersion,
    ];
  }

  /** Creates a component with an image in the project `shop`, unless the input says otherwise. */
  createComponent(name: string, input: object = {}) {
    const { organization } = this;
    return this.openChoreo.verbs.execute(
      verbs.createComponent,
      { organization, project: 'shop', name, image, ...input },
      ana,
    );
  }

  /** The names that identify a component of `shop` and the first environment. */
  inDevelopment(component: string) {
    return { ...this.base.component(component), environment: 'development' };
  }

  #key(name: string) {
    return { namespace: this.organization, name };
  }
}
