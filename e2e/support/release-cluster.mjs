// A Kubernetes API with OpenChoreo 1.x and its samples: an embedded one, or the cluster of PROMENADE_TEST_KUBECONFIG. The test writes what
// the controllers of OpenChoreo would write.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runKubectl } from './kubectl.mjs';
import { waitUntil } from './wait-until.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const fixtures = join(
  process.env.PROMENADE_SHARED ?? join(root, '../shared'),
  'fixtures/openchoreo-v1.2.3',
);

/** Whether the definitions and samples of OpenChoreo 1.x are there, which are no part of this repository. */
export const hasFixtures = existsSync(fixtures);

const definitions = [
  join(fixtures, 'crds'),
  ...['promotions', 'promotionpolicies'].map(plural =>
    join(root, `deploy/crds/delivery.openchoreo.dev_${plural}.yaml`),
  ),
];

const samples = [
  'getting-started/environments.yaml',
  'getting-started/deployment-pipeline.yaml',
  'getting-started/project.yaml',
  'getting-started/component-types',
  'getting-started/component-traits',
  'from-image/go-greeter-service/greeter-service.yaml',
].map(path => join(fixtures, 'samples', path));

const namespace = 'default';

/** A release has the name of its component and a hash, as OpenChoreo names it. */
const ownerOf = releaseName => ({
  projectName: 'default',
  componentName: releaseName.slice(0, releaseName.lastIndexOf('-')),
});

/** What a platform has before its first project. */
const platform = [
  {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: namespace,
      labels: { 'openchoreo.dev/control-plane': 'true' },
    },
  },
  {
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind: 'ClusterDataPlane',
    metadata: { name: 'default' },
    spec: {
      planeID: 'default',
      clusterAgent: { clientCA: { value: 'none' } },
    },
  },
];

const bindingName = (releaseName, environment) =>
  `${ownerOf(releaseName).componentName}-${environment}`;

export class ReleaseCluster {
  #api;
  #folder;

  /** Starts it with the samples. */
  static async start() {
    const cluster = new ReleaseCluster();
    try {
      await cluster.#start();
      await cluster.apply(...platform);
      await cluster.kubectl('apply', ...samples.map(path => `-f=${path}`));
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  /** Runs kubectl and returns its output. */
  kubectl(...args) {
    return runKubectl(this.kubeconfig, args);
  }

  /** Creates or changes objects. */
  apply(...items) {
    const list = { apiVersion: 'v1', kind: 'List', items };
    const args = ['apply', '--server-side', '--force-conflicts', '-f', '-'];
    return runKubectl(this.kubeconfig, args, JSON.stringify(list));
  }

  /** Creates a release, as OpenChoreo does when a Workload changes. */
  release(name, image) {
    return this.apply({
      apiVersion: 'openchoreo.dev/v1alpha1',
      kind: 'ComponentRelease',
      metadata: { name, namespace },
      spec: {
        owner: ownerOf(name),
        componentType: {
          kind: 'ClusterComponentType',
          name: 'deployment/service',
          spec: {
            workloadType: 'deployment',
            resources: [{ id: 'deployment', template: {} }],
          },
        },
        workload: {
          container: { image },
          endpoints: {
            http: { type: 'HTTP', port: 9090, visibility: ['external'] },
          },
        },
      },
    });
  }

  /** Deploys a release to an environment, as OpenChoreo does to the first one, and reports that it is ready. */
  async deploy(environment, releaseName) {
    await this.apply({
      apiVersion: 'openchoreo.dev/v1alpha1',
      kind: 'ReleaseBinding',
      metadata: { name: bindingName(releaseName, environment), namespace },
      spec: { owner: ownerOf(releaseName), environment, releaseName },
    });
    await this.reportReady(environment, releaseName);
  }

  /** Waits until an environment is to run a release, and reports that it does. */
  async reportReady(environment, releaseName) {
    const binding = `releasebinding/${bindingName(releaseName, environment)}`;
    let observedGeneration;
    await waitUntil(`${environment} has ${releaseName}`, async () => {
      const text = await this.kubectl(
        ...['get', binding, `--namespace=${namespace}`, '--output=json'],
      );
      const { metadata, spec } = JSON.parse(text);
      observedGeneration = metadata.generation;
      return spec.releaseName === releaseName;
    });
    const condition = type => ({
      type,
      status: 'True',
      reason: type,
      message: '',
      lastTransitionTime: new Date().toISOString(),
      observedGeneration,
    });
    const conditions = ['ReleaseSynced', 'ResourcesReady', 'Ready'];
    await this.kubectl(
      ...['patch', binding, `--namespace=${namespace}`],
      ...['--subresource=status', '--type=merge', '--patch'],
      JSON.stringify({ status: { conditions: conditions.map(condition) } }),
    );
  }

  async stop() {
    if (this.#api?.exitCode === null) {
      const ended = once(this.#api, 'exit');
      this.#api.kill('SIGTERM');
      await ended;
    }
    if (this.#folder) rmSync(this.#folder, { recursive: true, force: true });
  }

  async #start() {
    const given = process.env.PROMENADE_TEST_KUBECONFIG;
    if (!given) return this.#startApi();
    this.kubeconfig = given;
    const paths = definitions.map(path => `--filename=${path}`);
    await this.kubectl(
      ...['apply', '--server-side', '--force-conflicts', ...paths],
    );
    return this.kubectl('wait', '--for=condition=Established', 'crd', '--all');
  }

  async #startApi() {
    this.#folder = mkdtempSync(join(tmpdir(), 'promenade-e2e-api-'));
    this.kubeconfig = join(this.#folder, 'kubeconfig');
    const executable =
      'packages/embedded-kubernetes/bin/promenade-embedded-kubernetes.js';
    this.#api = spawn(
      process.execPath,
      [
        join(root, executable),
        ...['--data', join(this.#folder, 'data')],
        ...['--kubeconfig', this.kubeconfig],
        ...['--log-level', 'warn'],
        ...definitions.flatMap(path => ['--crds', path]),
        '--stop-with-stdin',
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    // It writes one line when it is ready.
    const [ready] = await Promise.race([
      once(this.#api.stdout, 'data'),
      once(this.#api, 'exit').then(() => []),
    ]);
    if (!ready) throw new Error('The Kubernetes API did not start');
  }
}
