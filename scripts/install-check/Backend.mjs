// A running backend of a host.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { PortalApi } from '../../e2e/support/portal-api.mjs';
import { waitUntil } from '../../e2e/support/wait-until.mjs';
import { findFreePort } from '../lib/ports.mjs';
import { ProcessGroup, waitForOk } from '../lib/processes.mjs';
import { recordStart, recordStop } from './running.mjs';

const readyTimeoutSeconds = 300;

export class Backend {
  #group;

  /**
   * Starts a backend and waits until it is ready.
   *
   * @param {import('./Host.mjs').Host} host
   * @param {object} options
   * @param {string} options.name of its log
   * @param {string} [options.entry] path of its start file; by default that of the host
   * @param {object} options.database `backend.database` of the configuration
   * @param {string} [options.kubeconfig] value of OPENCHOREO_KUBECONFIG
   * @param {object} [options.config] what differs from the configuration of the host
   */
  static async start(host, options) {
    const backend = new Backend(host, await findFreePort(), options);
    try {
      await backend.#start();
      return backend;
    } catch (error) {
      await backend.stop();
      throw error;
    }
  }

  constructor(host, port, options) {
    this.host = host;
    this.options = options;
    this.port = port;
    this.url = `http://localhost:${port}`;
    this.api = new PortalApi(this.url);
    // Requests to a backend that has ended fail, and so does the check.
    this.#group = new ProcessGroup(() => {});
  }

  async #start() {
    recordStart(this);
    const { name, entry, database, kubeconfig, config = {} } = this.options;
    const { host, url, port } = this;
    const overlay = join(host.folder, '..', `${name}.yaml`);
    writeFileSync(
      overlay,
      stringify({
        ...config,
        app: { baseUrl: url },
        backend: {
          baseUrl: url,
          listen: { host: '127.0.0.1', port },
          database,
          // There is no load balancer to wait for.
          lifecycle: { serverShutdownDelay: { seconds: 0 } },
        },
        auth: {
          providers: { guest: { dangerouslyAllowOutsideDevelopment: true } },
        },
      }),
    );
    const started = this.#group.start(
      `install-${name}`,
      host.tools.node,
      [
        '--require',
        host.file('node_modules/@backstage/cli/config/nodeTransform.cjs'),
        entry ?? host.file('packages/backend/src/index.ts'),
        '--config',
        host.file('app-config.yaml'),
        '--config',
        overlay,
      ],
      {
        cwd: host.file('packages/backend'),
        env: {
          ...host.env,
          NODE_ENV: 'production',
          OPENCHOREO_KUBECONFIG: kubeconfig,
        },
      },
    );
    await waitForOk(`${url}/.backstage/health/v1/readiness`, {
      started,
      seconds: readyTimeoutSeconds,
      what: `the backend ${name}`,
    });
  }

  /** All entities that the guest sees, by entity ref. */
  async entities() {
    const entities = await this.api.request('GET', 'catalog/entities');
    return new Map(
      entities.map(({ relations, ...entity }) => {
        const { kind, metadata } = entity;
        const { name, namespace = 'default', uid, etag, ...rest } = metadata;
        const ref = `${kind}:${namespace}/${name}`.toLocaleLowerCase('en-US');
        const targets = (relations ?? [])
          .map(({ type, targetRef }) => `${type} ${targetRef}`)
          .sort();
        return [ref, { ...entity, metadata: rest, relations: targets }];
      }),
    );
  }

  /** Waits until a condition of the entities holds. Returns them. */
  async waitForEntities(description, condition, timeoutMs = 240_000) {
    let entities;
    await waitUntil(
      description,
      async () => {
        entities = await this.entities();
        return condition(entities);
      },
      { timeoutMs },
    );
    return entities;
  }

  async stop() {
    await this.#group.stop();
    recordStop(this);
  }
}
