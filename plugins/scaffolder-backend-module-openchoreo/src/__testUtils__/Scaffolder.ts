import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { join, resolve } from 'node:path';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import {
  createServiceFactory,
  type BackendFeature,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import scaffolder from '@backstage/plugin-scaffolder-backend';
import {
  openChoreoServiceRef,
  type OpenChoreoService,
} from '@promenade/backstage-plugin-openchoreo-node';
import {
  closeDatabase,
  collectDatabase,
} from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import request from 'supertest';
import { parse } from 'yaml';
import type { JsonObject } from '@backstage/types';
import { z } from 'zod';
import type { TestPlatform } from './TestPlatform';

// The templates are a package of their own.
// eslint-disable-next-line no-restricted-syntax
const root = resolve(__dirname, '../../../..');
const folder = join(
  root,
  'plugins/catalog-backend-module-openchoreo-templates/templates',
);
const templates = [
  'create-a-project',
  'create-a-service',
  'create-a-web-application',
  'create-a-scheduled-task',
  'promote-a-component',
] as const;

export type TemplateName = (typeof templates)[number];

const templateSchema = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.object({ name: z.string() }).catchall(z.json()),
  spec: z.record(z.string(), z.json()),
});

const outputSchema = z.object({
  links: z
    .array(
      z.object({
        title: z.string(),
        url: z.string().optional(),
        entityRef: z.string().optional(),
      }),
    )
    .default([]),
  text: z
    .array(z.object({ title: z.string(), content: z.string() }))
    .default([]),
});

const eventSchema = z.object({
  id: z.number(),
  type: z.string(),
  body: z.object({
    message: z.string().optional(),
    status: z.string().optional(),
    output: outputSchema.optional(),
  }),
});

/** The scaffolder polls the events of its tasks in this interval, also after it has stopped. */
const pollIntervalMs = 1000;

type TaskEvent = z.infer<typeof eventSchema>;

/** The outputs and the log of a task. */
interface Ended {
  /** Such as `completed`. */
  status: string | undefined;
  output: z.infer<typeof outputSchema> | undefined;
  log: string;
}

/** The scaffolder backend with the OpenChoreo actions and templates. */
export class Scaffolder {
  readonly #backend: TestBackend;
  readonly #databases: readonly DatabaseService[];

  /** @param options - `database` is a folder that outlives the backend; in memory by default. `templates` are added to the shipped ones */
  static async start(
    platform: TestPlatform,
    module: BackendFeature,
    options: {
      database?: string;
      openchoreo?: OpenChoreoService;
      templates?: Entity[];
      config?: JsonObject;
    } = {},
  ): Promise<Scaffolder> {
    const { openchoreo = platform.services.openchoreo, database } = options;
    const databases: DatabaseService[] = [];
    const catalog = platform.catalog([
      ...templates.map(templateNamed),
      ...(options.templates ?? []),
    ]);
    const backend = await startTestBackend({
      features: [
        scaffolder,
        module,
        createServiceFactory({
          service: catalogServiceRef,
          deps: {},
          factory: () => catalog,
        }),
        mockServices.rootConfig.factory({
          data: {
            ...options.config,
            app: { baseUrl: 'https://portal.test' },
            backend: {
              database: {
                client: 'better-sqlite3',
                connection: database ? { directory: database } : ':memory:',
              },
            },
            scaffolder: { taskRecovery: taskRecovery(database ? 0 : 30) },
          },
        }),
        databaseServiceFactory,
        collectDatabase('scaffolder', databases),
        createServiceFactory({
          service: openChoreoServiceRef,
          deps: {},
          factory: () => openchoreo,
        }),
      ],
    });
    return new Scaffolder(backend, databases);
  }

  private constructor(
    backend: TestBackend,
    databases: readonly DatabaseService[],
  ) {
    this.#backend = backend;
    this.#databases = databases;
  }

  async stop(): Promise<void> {
    await this.#backend.stop();
    await Promise.all(this.#databases.map(closeDatabase));
    await setTimeout(pollIntervalMs);
  }

  /** The ids of the actions that are installed. */
  async actions(): Promise<string[]> {
    const body = await this.#send('get', 'actions');
    return z
      .array(z.object({ id: z.string() }))
      .parse(body)
      .map(({ id }) => id);
  }

  async dryRun(name: TemplateName, values: object): Promise<Ended> {
    const body = await this.#send('post', 'dry-run', {
      template: templateNamed(name),
      values,
      directoryContents: [],
    });
    const { log, output } = z
      .object({ log: z.array(eventSchema.omit({ id: true, type: true })) })
      .extend({ output: outputSchema })
      .parse(body);
    return { status: undefined, output, log: textOf(log) };
  }

  /** Starts a task. Returns its id. */
  async run(name: string, values: object): Promise<string> {
    const body = await this.#send('post', 'tasks', {
      templateRef: `template:default/${name}`,
      values,
    });
    return z.object({ id: z.string() }).parse(body).id;
  }

  /** Cancels a task, as the button of its page does. */
  async cancel(task: string): Promise<void> {
    await this.#send('post', `tasks/${task}/cancel`, {});
  }

  async retry(task: string): Promise<void> {
    await this.#send('post', `tasks/${task}/retry`, {});
  }

  /** Waits until the log of a task has a text. */
  async logged(task: string, text: string): Promise<void> {
    for (;;) {
      const body = await this.#send('get', `tasks/${task}/events?after=-1`);
      if (textOf(z.array(eventSchema).parse(body)).includes(text)) return;
      await setTimeout(100);
    }
  }

  /** Waits for the completion event of a task. */
  async ended(task: string): Promise<Ended> {
    const events: TaskEvent[] = [];
    for (;;) {
      const after = events.at(-1)?.id ?? -1;
      const body = await this.#send(
        'get',
        `tasks/${task}/events?after=${after}`,
      );
      events.push(...z.array(eventSchema).parse(body));
      const end = events.find(({ type }) => type === 'completion');
      if (end) {
        const { status } = z
          .object({ status: z.string() })
          .parse(await this.#send('get', `tasks/${task}`));
        return { status, output: end.body.output, log: textOf(events) };
      }
    }
  }

  async #send(
    method: 'get' | 'post',
    path: string,
    content?: object,
  ): Promise<unknown> {
    const { server } = this.#backend;
    const { ok, body } = await request(server)
      [method](`/api/scaffolder/v2/${path}`)
      .send(content);
    if (!ok) throw new Error(`${path} failed: ${JSON.stringify(body)}`);
    return body;
  }
}

/**
 * The shipped configuration of `npm start`.
 *
 * @param staleSeconds - 0 to resume the task of a backend that the test has stopped at once
 */
function taskRecovery(staleSeconds: number) {
  const { scaffolder: shipped } = z
    .object({
      scaffolder: z.object({
        taskRecovery: z.object({ enabled: z.boolean() }),
      }),
    })
    .parse(parse(readFileSync(join(root, 'app-config.yaml'), 'utf8')));
  return { ...shipped.taskRecovery, staleTimeout: { seconds: staleSeconds } };
}

function templateNamed(name: TemplateName) {
  const file = join(folder, name, 'template.yaml');
  return templateSchema.parse(parse(readFileSync(file, 'utf8')));
}

function textOf(events: readonly Pick<TaskEvent, 'body'>[]): string {
  return events.map(({ body }) => body.message ?? '').join('\n');
}
