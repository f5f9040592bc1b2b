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

/** Reads where components run. What is asked for at the same time is one request. */
export class DeploymentLoader {
  readonly #api: OpenChoreoApi;
  #pending: Promise<Map<string, Deployments>> | undefined;
  #keys = new Set<string>();

  constructor(api: OpenChoreoApi) {
    this.#api = api;
  }

  /** @returns undefined for a component that does not exist or that the caller may not see */
  async load(ref: ComponentRef): Promise<Deployments | undefined> {
    const key = keyOf(ref);
    this.#keys.add(key);
    this.#pending ??= Promise.resolve().then(() => this.#request());
    return (await this.#pending).get(key);
  }

  async #request(): Promise<Map<string, Deployments>> {
    const keys = [...this.#keys];
    this.#keys = new Set();
    this.#pending = undefined;
    const found = new Map<string, Deployments>();
    for (let start = 0; start < keys.length; start += maxComponents) {
      const components = keys.slice(start, start + maxComponents).join(',');
      const list = await this.#api.request(reads.listDeployments, {
        components,
      });
      for (const each of list.components) {
        found.set(keyOf(each), each.deployments);
      }
    }
    return found;
  }
}
