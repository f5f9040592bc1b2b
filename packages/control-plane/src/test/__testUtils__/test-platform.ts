import { randomBytes } from 'node:crypto';
import {
  KubeClient,
  KubeObject,
  ObjectKey,
  isNotFound,
} from '@promenade/kube-client';
import {
  Condition,
  KubernetesObject,
  getCondition,
  kindOf,
  organizationKind,
} from '@promenade/openchoreo-model';
import { startTestKubernetes } from '@promenade/test-kubernetes';
import {
  ControlPlane,
  ControlPlaneOptions,
  createControlPlane,
} from '../../cmd/control-plane';
import { type JsonObject, jsonAt } from '../../runtime/json';
import { TypedResource } from '../../runtime/read';
import {
  aDataPlane,
  aPipeline,
  aProject,
  aServiceClass,
  anEnvironment,
  anOrganization,
} from './builders';
import { testProject } from './modifiers';
import { withEnvironments } from './spec-modifiers';
import { waitFor, waitUntilGone } from './wait-for';

type ObjectWithConditions = KubernetesObject & {
  status?: { conditions?: Condition[] };
};

/** A Kubernetes API with an organization, and a control plane that reconciles only this organization. */
export interface TestPlatform {
  client: KubeClient;
  kubeconfig: string;
  organization: string;
  /** Creates objects of the model in the organization, in order. */
  apply(...objects: KubernetesObject[]): Promise<void>;
  /** Applies manifests of any kind in order, as `kubectl apply` does, with strict validation. */
  applyManifests(...manifests: JsonObject[]): Promise<void>;
  /** Finds the object of a manifest. */
  findManifest(manifest: JsonObject): Promise<JsonObject | undefined>;
  /** Changes the spec of an object of the organization with a merge patch. */
  patch(
    type: TypedResource<unknown>,
    name: string,
    spec: Record<string, unknown>,
  ): Promise<void>;
  /** Waits until an object of the organization meets a condition. */
  waitFor<T extends KubeObject>(
    type: TypedResource<T>,
    name: string,
    isExpected: (object: T) => boolean,
  ): Promise<T>;
  /** Waits until a condition of an object has a status and, if given, a reason. Returns its message. */
  waitForCondition<T extends ObjectWithConditions>(
    type: TypedResource<T>,
    name: string,
    expected: { type?: string; status: 'True' | 'False'; reason?: string },
  ): Promise<string>;
  waitUntilGone<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ): Promise<void>;
  /** Waits until the work queues of the control plane are empty. */
  waitUntilIdle(): Promise<void>;
  /** Stops the control plane, as the end of its process does. */
  stopControlPlane(): Promise<void>;
  startControlPlane(): void;
  /** Deletes the organization, stops the control plane and the API. */
  stop(): Promise<void>;
}

/** Options of {@link startTestPlatform}. */
export interface TestPlatformOptions
  extends Pick<
    ControlPlaneOptions,
    'promotionLimits' | 'gateAllowLoopback' | 'gitHosts' | 'logger' | 'metrics'
  > {
  /** Name of the organization. Default: a unique name. */
  organization?: string;
  /** Folders of CustomResourceDefinitions of data planes. */
  crds?: string[];
  /** Whether to create a data plane, environments, a pipeline, a service class and a project. Default: true. */
  hasObjects?: boolean;
}

const environments = ['development', 'staging', 'production'];

/**
 * Starts a platform for a test: an organization with one data plane, which is the cluster itself, three environments in a
 * pipeline, a service class, and the project `shop`. It runs on the embedded API, or on the cluster of
 * `PROMENADE_TEST_KUBECONFIG`.
 */
export async function startTestPlatform({
  organization = `test-${randomBytes(4).toString('hex')}`,
  crds,
  hasObjects = true,
  ...options
}: TestPlatformOptions = {}): Promise<TestPlatform> {
  const kubernetes = await startTestKubernetes({
    simulateDataPlane: true,
    crds,
  });
  const client = KubeClient.fromKubeconfig(kubernetes.kubeconfig, {
    qps: 0,
    metrics: options.metrics,
  });
  let running:
    | {
        stop: AbortController;
        ended: Promise<void>;
        controlPlane: ControlPlane;
      }
    | undefined;

  const platform: TestPlatform = {
    client,
    kubeconfig: kubernetes.kubeconfig,
    organization,
    async apply(...objects) {
      for (const object of objects) {
        await client.create(typeOf(object), inNamespace(object, organization));
      }
    },
    async applyManifests(...manifests) {
      for (const manifest of manifests) {
        const { type, object } = await toObject(client, manifest, organization);
        await client.apply(type, object, {
          fieldManager: 'test',
          force: true,
          fieldValidation: 'Strict',
        });
      }
    },
    async findManifest(manifest) {
      const { type, object } = await toObject(client, manifest, organization);
      return client.find<KubeObject & JsonObject>(type, object.metadata);
    },
    async patch(type, name, spec) {
      const key = keyIn(organization, type, name);
      await client.patch(type, key, { spec }, { type: 'merge' });
    },
    waitFor(type, name, isExpected) {
      return waitFor(client, type, keyIn(organization, type, name), isExpected);
    },
    async waitForCondition(
      type,
      name,
      { type: conditionType = 'Ready', ...expected },
    ) {
      const conditionOf = ({ status }: ObjectWithConditions) =>
        getCondition(status?.conditions, conditionType);
      const object = await platform.waitFor(type, name, each => {
        const condition = conditionOf(each);
        return (
          condition?.status === expected.status &&
          (expected.reason ?? condition.reason) === condition.reason
        );
      });
      return conditionOf(object)?.message ?? '';
    },
    waitUntilGone: (type, key) => waitUntilGone(client, type, key),
    waitUntilIdle: async () => running?.controlPlane.idle(),
    startControlPlane() {
      const stop = new AbortController();
      const controlPlane = createControlPlane({
        ...options,
        client,
        organizations: [organization],
      });
      const ended = controlPlane.start(stop.signal);
      running = { stop, ended, controlPlane };
    },
    async stopControlPlane() {
      running?.stop.abort();
      await running?.ended;
      running = undefined;
    },
    async stop() {
      try {
        if (!running) {
          platform.startControlPlane();
        }
        await deleteOrganization(client, organization);
        await platform.waitUntilGone(organizationKind, { name: organization });
      } finally {
        await platform.stopControlPlane();
        await client.close();
        await kubernetes.stop();
      }
    },
  };
  platform.startControlPlane();
  await platform.apply(anOrganization(organization));
  await platform.waitForCondition(organizationKind, organization, {
    status: 'True',
  });
  if (hasObjects) {
    await platform.apply(
      aDataPlane('default'),
      ...environments.map(name => anEnvironment(name)),
      aPipeline('default', withEnvironments(...environments)),
      aServiceClass('default'),
      aProject(testProject),
    );
  }
  return platform;
}

/** The type and the object of a manifest. As with `kubectl`, an object without a namespace is in the default one. */
async function toObject(
  client: KubeClient,
  manifest: JsonObject,
  defaultNamespace: string,
) {
  const apiVersion = String(manifest.apiVersion);
  const kind = String(manifest.kind);
  const type = await client.resourceFor(apiVersion, kind);
  if (!type) throw new Error(`${apiVersion} ${kind} is not served`);
  const metadata = {
    ...(type.scope === 'Namespaced' && { namespace: defaultNamespace }),
    ...(jsonAt(manifest, 'metadata') ?? {}),
    name: String(jsonAt(manifest, 'metadata', 'name')),
  };
  return { type, object: { ...manifest, apiVersion, kind, metadata } };
}

function typeOf({ apiVersion, kind }: KubernetesObject) {
  const type = kindOf(apiVersion, kind);
  if (!type) {
    throw new Error(`${kind} of ${apiVersion} is not a kind of the model`);
  }
  return type;
}

function inNamespace(
  object: KubernetesObject,
  namespace: string,
): KubernetesObject {
  return typeOf(object).scope === 'Cluster'
    ? object
    : { ...object, metadata: { ...object.metadata, namespace } };
}

function keyIn(
  namespace: string,
  { scope }: TypedResource<unknown>,
  name: string,
): ObjectKey {
  return scope === 'Cluster' ? { name } : { namespace, name };
}

/** Deletes an organization, if the test did not do so. */
async function deleteOrganization(
  client: KubeClient,
  name: string,
): Promise<void> {
  try {
    await client.delete(organizationKind, { name });
  } catch (error) {
    if (!isNotFound(error)) {
      throw error;
    }
  }
}
