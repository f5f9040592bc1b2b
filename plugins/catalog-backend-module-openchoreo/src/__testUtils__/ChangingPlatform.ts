import { isDeepStrictEqual } from 'node:util';
import { mockServices } from '@backstage/backend-test-utils';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import {
  catalogUnitTypes,
  createOpenChoreo,
  type CatalogUnitSource,
} from '@promenade/backstage-plugin-openchoreo-node';
import { KubeClient, type ResourceType } from '@promenade/kube-client';
import {
  apiKind,
  componentKind,
  organizationKind,
  projectKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import { readCatalogModuleConfig } from '../config';
import { translateUnit } from '../translate/translateUnit';

const namespace = 'acme';
const projects = ['shop', 'depot'];

const namespaceType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  scope: 'Cluster',
};

type Random = () => number;

/** A random number generator with a seed: numbers in [0, 1). */
function seededRandom(seed: number): Random {
  let state = seed;
  return () => {
    // Park–Miller generator.
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** A Kubernetes API with an organization of two projects, whose components and APIs change at random. */
export class ChangingPlatform {
  readonly #watching = new AbortController();
  /** The project of each component. */
  readonly #components = new Map<string, string>();
  /** The component of each API. */
  readonly #apis = new Map<string, string>();
  readonly #units: CatalogUnitSource;
  #changes = 0;

  static async start(): Promise<ChangingPlatform> {
    const kubernetes = await startTestKubernetes({ separate: true });
    const platform = new ChangingPlatform(
      kubernetes,
      KubeClient.fromKubeconfig(kubernetes.kubeconfig),
    );
    await platform.#prepare();
    return platform;
  }

  private constructor(
    private readonly kubernetes: TestKubernetes,
    private readonly client: KubeClient,
  ) {
    this.#units = this.watch();
  }

  async #prepare(): Promise<void> {
    await this.client.create(namespaceType, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    });
    await this.#create(organizationKind, namespace, {});
    for (const project of projects) {
      await this.#create(projectKind, project, {
        deploymentPipelineRef: 'default',
      });
    }
  }

  /** The units as an instance of the backend reads them, with a cache of its own. */
  watch(): CatalogUnitSource {
    return createOpenChoreo({
      client: this.client,
      logger: mockServices.logger.mock(),
      signal: this.#watching.signal,
    }).catalogUnits;
  }

  /** Creates, changes, deletes and moves components and APIs, several at a time. */
  async change({
    seed,
    count,
    components = 24,
  }: {
    seed: number;
    count: number;
    components?: number;
  }): Promise<void> {
    const lanes = 4;
    await Promise.all(
      Array.from({ length: lanes }, async (_, lane) => {
        const random = seededRandom(seed * lanes + lane + 1);
        for (let i = 0; i < count / lanes; i++) {
          // Two lanes never change the same component.
          const slot = Math.floor((random() * components) / lanes);
          await this.#changeComponent(`c${slot * lanes + lane}`, random);
        }
      }),
    );
  }

  /** How the entities of a catalog differ from those of the platform. Empty when they are equal. */
  differences(entities: ReadonlyMap<string, Entity>): string[] {
    const expected = this.expected();
    return [
      ...(expected.size === this.size
        ? []
        : [`the cache has ${expected.size} of ${this.size} entities`]),
      ...[...entities.keys()]
        .filter(ref => !expected.has(ref))
        .map(ref => `${ref} is left over`),
      ...[...expected].flatMap(([ref, wanted]) => {
        const entity = entities.get(ref);
        if (!entity) return `${ref} is lost`;
        return isDeepStrictEqual(contentOf(entity), contentOf(wanted))
          ? []
          : `${ref} has other content`;
      }),
    ];
  }

  /** The entities of the platform as it is now. */
  expected(): Map<string, Entity> {
    const defaults = readCatalogModuleConfig(new ConfigReader({}));
    const entities = catalogUnitTypes
      .filter(type => this.#units.isComplete(type))
      .flatMap(type => this.#units.list(type))
      .flatMap(key => this.#units.get(key) ?? [])
      .flatMap(unit => translateUnit(unit, defaults));
    return new Map(
      entities.map(entity => [stringifyEntityRef(entity), entity]),
    );
  }

  /** The number of entities of the objects that it created. */
  get size(): number {
    // The organization, its projects, and a component with the API of an endpoint.
    return 1 + projects.length + 2 * this.#components.size + this.#apis.size;
  }

  async stop(): Promise<void> {
    this.#watching.abort();
    await this.client.close();
    await this.kubernetes.stop();
  }

  async #changeComponent(name: string, random: Random): Promise<void> {
    this.#changes += 1;
    const project = this.#components.get(name);
    const action = random();
    if (project === undefined) {
      await this.#createComponent(name, projects[Number(action < 0.5)]);
    } else if (action < 0.4) {
      await this.client.patch(
        componentKind,
        { namespace, name },
        {
          metadata: {
            annotations: {
              'openchoreo.dev/description': `change ${this.#changes}`,
              'openchoreo.dev/owner': `team-${this.#changes % 5}`,
            },
          },
        },
        { type: 'merge' },
      );
    } else if (action < 0.55) {
      await this.#deleteComponent(name);
    } else if (action < 0.75) {
      const [other] = projects.filter(candidate => candidate !== project);
      await this.#deleteComponent(name);
      await this.#createComponent(name, other);
    } else {
      await this.#changeApi(`${name}-books`, name, project);
    }
  }

  async #createComponent(name: string, project: string): Promise<void> {
    const owner = { projectName: project, componentName: name };
    await this.#create(componentKind, name, {
      owner: { projectName: project },
      type: 'Service',
    });
    await this.#create(workloadKind, name, {
      owner,
      containers: { main: { image: 'registry.test/app:1' } },
      endpoints: { api: { type: 'REST', port: 8080 } },
    });
    this.#components.set(name, project);
  }

  async #deleteComponent(name: string): Promise<void> {
    const api = `${name}-books`;
    if (this.#apis.delete(api)) await this.#delete(apiKind, api);
    await this.#delete(workloadKind, name);
    await this.#delete(componentKind, name);
    this.#components.delete(name);
  }

  async #changeApi(
    name: string,
    component: string,
    project: string,
  ): Promise<void> {
    if (this.#apis.delete(name)) {
      await this.#delete(apiKind, name);
      return;
    }
    this.#apis.set(name, component);
    await this.#create(apiKind, name, {
      owner: { projectName: project, componentName: component },
      environmentName: 'development',
      type: 'REST',
      rest: {
        backend: {
          port: 443,
          basePath: '/books',
          target: { url: 'https://books.example.test' },
        },
      },
    });
  }

  async #create(
    kind: ResourceType & { apiVersion: string },
    name: string,
    spec: object,
  ): Promise<void> {
    await this.client.create(kind, {
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      metadata: kind.scope === 'Cluster' ? { name } : { namespace, name },
      spec,
    });
  }

  async #delete(kind: ResourceType, name: string): Promise<void> {
    await this.client.delete(kind, { namespace, name });
  }
}

/** What the module sends of an entity, without what the catalog adds. */
function contentOf({ kind, metadata, spec }: Entity): unknown {
  const { name, title, description, annotations = {} } = metadata;
  const own = Object.entries(annotations).filter(([annotation]) =>
    annotation.startsWith('openchoreo.dev/'),
  );
  return { kind, name, title, description, own: own.sort(), spec };
}
