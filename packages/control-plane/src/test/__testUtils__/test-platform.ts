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

/** An object that says in conditions how it is. */
type Conditioned = KubernetesObject & { status?: { conditions?: Condition[] } };

/** A Kubernetes API with an organization of the test's own, and a control plane that looks after that only. */
export interface TestPlatform {
  client: KubeClient;
  kubeconfig: string;
  organization: string;
  /** Creates objects of the model in the organization, one after the other. */
  apply(...objects: KubernetesObject[]): Promise<void>;
  /** Changes the spec of an object of the organization, by merge patch. */
  patch(
    type: TypedResource<unknown>,
    name: string,
    spec: Record<string, unknown>,
  ): Promise<void>;
  /** Waits until an object of the organization is as wanted. */
  waitFor<T extends KubeObject>(
    type: TypedResource<T>,
    name: string,
    wanted: (object: T) => boolean,
  ): Promise<T>;
  /** Waits until a condition of an object has that status and, if given, reason; returns its message. */
  waitForCondition<T extends Conditioned>(
    type: TypedResource<T>,
    name: string,
    wanted: { type?: string; status: 'True' | 'False'; reason?: string },
  ): Promise<string>;
  waitUntilGone<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ): Promise<void>;
  /** Waits until the control plane has looked at everything. */
  waitUntilIdle(): Promise<void>;
  /** Ends the control plane, as the end of its process would. */
  stopControlPlane(): Promise<void>;
  startControlPlane(): void;
  /** Takes away everything that the test made. */
  stop(): Promise<void>;
}

const environments = ['development', 'staging', 'production'];

/**
 * Starts a platform for a test: an organization with one data plane (the cluster itself), three environments in a pipeline,
 * a service class, and the project `shop`. It runs on the embedded API, or on the cluster of `PROMENADE_TEST_KUBECONFIG`.
 */
export async function startTestPlatform(
  options: Pick<
    ControlPlaneOptions,
    'promotionLimits' | 'logger' | 'metrics'
  > = {},
): Promise<TestPlatform> {
  const kubernetes = await startTestKubernetes({ simulateDataPlane: true });
  const client = KubeClient.fromKubeconfig(kubernetes.kubeconfig, {
    qps: 0,
    metrics: options.metrics,
  });
  const organization = `test-${randomBytes(4).toString('hex')}`;
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
        await client.create(typeOf(object), placed(object, organization));
      }
    },
    async patch(type, name, spec) {
      const key = keyIn(organization, type, name);
      await client.patch(type, key, { spec }, { type: 'merge' });
    },
    waitFor(type, name, wanted) {
      return waitFor(client, type, keyIn(organization, type, name), wanted);
    },
    async waitForCondition(type, name, { type: about = 'Ready', ...wanted }) {
      const found = ({ status }: Conditioned) =>
        getCondition(status?.conditions, about);
      const object = await platform.waitFor(type, name, each => {
        const condition = found(each);
        return (
          condition?.status === wanted.status &&
          (wanted.reason ?? condition.reason) === condition.reason
        );
      });
      return found(object)?.message ?? '';
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
        await removeOrganization(client, organization);
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
  await platform.apply(
    aDataPlane('default'),
    ...environments.map(name => anEnvironment(name)),
    aPipeline('default', withEnvironments(...environments)),
    aServiceClass('default'),
    aProject(testProject),
  );
  return platform;
}

function typeOf({ apiVersion, kind }: KubernetesObject) {
  const type = kindOf(apiVersion, kind);
  if (!type) {
    throw new Error(`${kind} of ${apiVersion} is no kind of the model`);
  }
  return type;
}

/** The object, in the namespace of the test's organization. */
function placed(object: KubernetesObject, namespace: string): KubernetesObject {
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

/** A test may have deleted it already. */
async function removeOrganization(
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
