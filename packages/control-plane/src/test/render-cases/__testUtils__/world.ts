import {
  KubeClient,
  silentLogger,
  type KubeObject,
} from '@promenade/kube-client';
import { openChoreoApiVersion } from '@promenade/openchoreo-model';
import { createControlPlane } from '../../../cmd/control-plane';
import { jsonAt, type JsonObject } from '../../../runtime/json';

const deliverablePatienceMs = 60_000;

/** A running control plane on a Kubernetes API, and the test's own look at that API. */
export class World {
  readonly client: KubeClient;
  readonly #stopping = new AbortController();
  readonly #applied: JsonObject[] = [];
  #stopped?: Promise<void>;

  constructor(private readonly kubeconfig: string) {
    this.client = KubeClient.fromKubeconfig(kubeconfig, { qps: 0 });
  }

  /** Starts the control plane. */
  start(): void {
    const client = KubeClient.fromKubeconfig(this.kubeconfig, { qps: 0 });
    this.#stopped = createControlPlane({
      client,
      organizations: ['default'],
      logger: silentLogger,
    })
      .start(this.#stopping.signal)
      .finally(() => client.close());
  }

  /** Applies manifests, in order, as `kubectl apply` does: a field that its kind has not is refused. */
  async apply(manifests: readonly JsonObject[]): Promise<void> {
    for (const manifest of manifests) {
      const type = await this.typeOf(manifest);
      const object = asObject(
        type.scope === 'Namespaced' ? inNamespace(manifest) : manifest,
      );
      await this.client.apply(type, object, {
        fieldManager: 'test',
        force: true,
        fieldValidation: 'Strict',
      });
      this.#applied.unshift(object);
    }
  }

  /** The object that a document describes, as the API has it now. */
  async find(document: JsonObject): Promise<JsonObject | undefined> {
    const type = await this.typeOf(document);
    return this.client.find<KubeObject & JsonObject>(
      type,
      asObject(document).metadata,
    );
  }

  /** Takes away what was applied, the last first, and waits until the data plane is clean. */
  async end(): Promise<void> {
    for (const manifest of this.#applied) {
      await this.client
        .delete(await this.typeOf(manifest), asObject(manifest).metadata)
        .catch(() => {});
      if (isDeployed(manifest)) await this.#gone(manifest);
    }
    this.#stopping.abort();
    await this.#stopped;
    for (const manifest of this.#applied) {
      const left = await this.find(manifest);
      if (left) await this.#letGo(manifest);
    }
    await this.client.close();
  }

  async #gone(manifest: JsonObject): Promise<void> {
    const release = {
      apiVersion: openChoreoApiVersion,
      kind: 'Release',
      metadata: asObject(manifest).metadata,
    };
    await eventually(
      async () => (await this.find(asJson(release))) === undefined,
      deliverablePatienceMs,
    );
  }

  async #letGo(manifest: JsonObject): Promise<void> {
    await this.client.patch(
      await this.typeOf(manifest),
      asObject(manifest).metadata,
      { metadata: { finalizers: null } },
      { type: 'merge' },
    );
  }

  private async typeOf({ apiVersion, kind }: JsonObject) {
    const type = await this.client.resourceFor(
      String(apiVersion),
      String(kind),
    );
    if (!type) throw new Error(`${apiVersion} ${kind} is not served`);
    return type;
  }
}

/** Whether deleting an object makes a Release go. */
function isDeployed({ kind }: JsonObject): boolean {
  return (
    kind === 'Service' ||
    kind === 'WebApplication' ||
    kind === 'ScheduledTask' ||
    String(kind).endsWith('Binding')
  );
}

/** Looks until it holds. @returns whether it ever did */
export async function eventually(
  look: () => Promise<boolean>,
  patienceMs: number,
): Promise<boolean> {
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    if (await look()) return true;
    await new Promise(resolve => {
      setTimeout(resolve, 200);
    });
  }
  return false;
}

/** As `kubectl` has it: what names no namespace goes to `default`. */
function inNamespace(manifest: JsonObject): JsonObject {
  const metadata = jsonAt(manifest, 'metadata');
  return {
    ...manifest,
    metadata: { namespace: 'default', ...asJson(metadata ?? {}) },
  };
}

function asObject(document: JsonObject): KubeObject & JsonObject {
  const namespace = jsonAt(document, 'metadata', 'namespace');
  return {
    ...document,
    apiVersion: String(document.apiVersion),
    kind: String(document.kind),
    metadata: {
      ...(jsonAt(document, 'metadata') ?? {}),
      name: String(jsonAt(document, 'metadata', 'name')),
      ...(typeof namespace === 'string' && { namespace }),
    },
  };
}

function asJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value));
}
