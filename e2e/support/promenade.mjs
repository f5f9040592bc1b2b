// Starts a Promenade for a test with the script of `npm start`, in a temporary folder.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runKubectl } from './kubectl.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const readyTimeoutMs = 300_000;

const findFreePort = () =>
  new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/** The variables that Backstage reads configuration from, beside its files. */
const configVariables = config =>
  Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      `APP_CONFIG_${key.replaceAll('.', '_')}`,
      JSON.stringify(value),
    ]),
  );

/** The arguments of the start command for a cluster that the test has started. */
const clusterArguments = ({ kubeconfig, controllers }) => [
  '--kubeconfig',
  kubeconfig,
  '--controllers',
  controllers,
];

/** A Promenade that can be stopped, killed, and started again with the same data. */
export class Promenade {
  #child;
  #output = '';
  #config;
  #cluster;

  /**
   * @param {Record<string, unknown>} [config] what differs from app-config.yaml, by the path of the key, such as
   *   `openchoreo.delivery.gitHosts`
   * @param {{ kubeconfig: string, controllers: string }} [cluster] the Kubernetes API and the controllers, if it is not to start its own
   */
  static async create(config = {}, cluster = undefined) {
    const home = mkdtempSync(join(tmpdir(), 'promenade-e2e-'));
    return new Promenade(home, await findFreePort(), config, cluster);
  }

  constructor(home, port, config, cluster) {
    this.#config = config;
    this.#cluster = cluster;
    this.home = home;
    this.port = port;
    this.url = `http://localhost:${port}`;
    this.kubeconfig = cluster?.kubeconfig ?? join(home, 'kubeconfig');
  }

  /** The output of the command so far. */
  get output() {
    return this.#output;
  }

  /** Runs the start command and resolves when its output shows that it is ready. */
  async start() {
    const child = spawn(
      process.execPath,
      [
        join(root, 'scripts/start.mjs'),
        '--port',
        String(this.port),
        ...(this.#cluster ? clusterArguments(this.#cluster) : []),
      ],
      {
        cwd: root,
        env: {
          ...process.env,
          ...configVariables(this.#config),
          PROMENADE_HOME: this.home,
          CI: 'true',
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.#child = child;
    this.#output = '';
    await new Promise((done, fail) => {
      const timer = setTimeout(
        () => fail(new Error(`Not ready in time:\n${this.#output}`)),
        readyTimeoutMs,
      );
      const read = chunk => {
        this.#output += chunk;
        if (!this.#output.includes('Ctrl-C stops everything')) return;
        clearTimeout(timer);
        done();
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('exit', code => {
        clearTimeout(timer);
        fail(new Error(`npm start ended with ${code}:\n${this.#output}`));
      });
    });
  }

  /** Sends SIGINT, as Ctrl-C does, and waits for the exit of the command. */
  async stop() {
    if (!this.#child || this.#child.exitCode !== null) return;
    const ended = new Promise(done => this.#child.once('exit', done));
    this.#child.kill('SIGINT');
    await ended;
  }

  /** Kills one process (`backend`, `control-plane` or `kubernetes`) and waits for the exit of the command. */
  async kill(name) {
    const { pid } = JSON.parse(
      readFileSync(join(this.home, 'run', `${name}.json`), 'utf8'),
    );
    const ended = new Promise(done => this.#child.once('exit', done));
    process.kill(pid, 'SIGKILL');
    await ended;
  }

  /** Runs kubectl and returns its output. */
  async kubectl(...args) {
    return runKubectl(this.kubeconfig, args);
  }

  /** Applies a manifest. */
  async kubectlApply(manifest) {
    return runKubectl(this.kubeconfig, ['apply', '-f', '-'], manifest);
  }

  /** The log of a process. */
  log(name) {
    return readFileSync(join(this.home, 'logs', `${name}.log`), 'utf8');
  }

  async dispose() {
    await this.stop();
    rmSync(this.home, { recursive: true, force: true });
  }
}
