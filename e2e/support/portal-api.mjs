// The REST APIs of the portal, as the guest.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { waitUntil } from './wait-until.mjs';

/** More than any wait of an action. */
const taskTimeoutMs = 15 * 60_000;

export class PortalApi {
  #token;

  /** @param {string} url of the portal */
  constructor(url) {
    this.url = url;
  }

  /** Sends a request. Returns the status and the parsed body. */
  async send(method, path, content) {
    this.#token ??= await this.#signIn();
    const response = await fetch(`${this.url}/api/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        'content-type': 'application/json',
      },
      body: content && JSON.stringify(content),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : {} };
  }

  /** Like `send`, for a request that has to succeed. Returns the body. */
  async request(method, path, content) {
    const { status, body } = await this.send(method, path, content);
    if (status < 300) return body;
    throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
  }

  /** Runs a template without its form. Returns the status, log and output of the task when it has ended. */
  async runTemplate(name, values, namespace = 'default') {
    const { id } = await this.request('POST', 'scaffolder/v2/tasks', {
      templateRef: `template:${namespace}/${name}`,
      values,
    });
    return this.taskEnded(id);
  }

  /** The parameters of a task. */
  async taskParameters(id) {
    const { spec } = await this.request('GET', `scaffolder/v2/tasks/${id}`);
    return spec.parameters;
  }

  /** Waits until a task has ended. */
  async taskEnded(id) {
    const deadline = Date.now() + taskTimeoutMs;
    for (;;) {
      const events = await this.request(
        'GET',
        `scaffolder/v2/tasks/${id}/events`,
      );
      const end = events.find(({ type }) => type === 'completion');
      if (end) {
        const { status } = await this.request(
          'GET',
          `scaffolder/v2/tasks/${id}`,
        );
        return { status, log: textOf(events), output: end.body.output };
      }
      if (Date.now() > deadline)
        throw new Error(`The task ${id} does not end:\n${textOf(events)}`);
      await sleep(200);
    }
  }

  /** Dry-runs a template, as its editor does. Returns the log and the output. */
  async dryRunTemplate(name, values) {
    const path = `catalog/entities/by-name/template/default/${name}`;
    let template;
    await waitUntil(`the catalog has the template ${name}`, async () => {
      template = await this.request('GET', path);
      return true;
    });
    const { log, output } = await this.request(
      'POST',
      'scaffolder/v2/dry-run',
      { template, values, directoryContents: filesOf(name) },
    );
    return { log: textOf(log), output };
  }

  async #signIn() {
    const response = await fetch(`${this.url}/api/auth/guest/refresh`, {
      method: 'POST',
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
    const { backstageIdentity } = await response.json();
    return backstageIdentity.token;
  }
}

/** The files of a template, which the editor sends with it. */
function filesOf(name) {
  const folder = new URL(
    `../../plugins/catalog-backend-module-openchoreo-templates/templates/${name}/`,
    import.meta.url,
  );
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .map(path => ({
      path: relative(fileURLToPath(folder), path),
      base64Content: readFileSync(path, 'base64'),
    }));
}

const textOf = events =>
  events.map(({ body }) => body.message ?? '').join('\n');
