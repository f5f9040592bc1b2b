import {
  reads,
  type ComponentRef,
  type DeploymentList,
  type OpenChoreoApi,
} from '@promenade/backstage-plugin-openchoreo-common';

type Deployments = DeploymentList['components'][number]['deployments'];

/** How many components the backend accepts in a request. */
const maxComponents = 100;

const keyOf = ({ organization, project, component }: ComponentRef) =>
  [organization, project, component].join('/');

/** Components that are read with one request. */
interface Batch {
  keys: Set<string>;
  answer: Promise<Map<string, Deployments>>;
}

/** Reads where components run. Components that are asked for at the same time share requests. */
export class DeploymentLoader {
  readonly #api: OpenChoreoApi;
  /** The batch whose request is not sent yet. */
  #open: Batch | undefined;

  constructor(api: OpenChoreoApi) {
    this.#api = api;
  }

  /** @returns undefined for a component that does not exist or that the caller may not see */
  async load(ref: ComponentRef): Promise<Deployments | undefined> {
    const key = keyOf(ref);
    if (!this.#open || this.#open.keys.size >= maxComponents) {
      this.#open = this.#createBatch();
    }
    const { keys, answer } = this.#open;
    keys.add(key);
    return (await answer).get(key);
  }

  #createBatch(): Batch {
    const keys = new Set<string>();
    const answer = Promise.resolve().then(() => {
      this.#open = undefined;
      return this.#request(keys);
    });
    return { keys, answer };
  }

  async #request(keys: ReadonlySet<string>): Promise<Map<string, Deployments>> {
    const { components } = await this.#api.request(reads.listDeployments, {
      components: [...keys].join(','),
    });
    return new Map(components.map(each => [keyOf(each), each.deployments]));
  }
}
