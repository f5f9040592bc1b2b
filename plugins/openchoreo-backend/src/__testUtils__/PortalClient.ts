import { setTimeout } from 'node:timers/promises';
import {
  mockCredentials,
  type TestBackend,
} from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import request from 'supertest';
import { z } from 'zod';

const pollIntervalMs = 100;

const taskSchema = z.object({ id: z.string() });

const eventSchema = z.object({
  type: z.string(),
  body: z.object({
    message: z.string().optional(),
    output: z
      .object({
        links: z
          .array(z.object({ entityRef: z.string().optional() }))
          .optional(),
      })
      .optional(),
  }),
});

/** A task of the scaffolder that has ended. */
export interface EndedTask {
  /** The messages of its events, a line each. The last one has the status. */
  log: string;
  /** Its events as JSON. */
  events: string;
  /** What the template puts out. Undefined when the task has failed. */
  output?: z.infer<typeof eventSchema>['body']['output'];
}

/** Sends requests to a portal, as users of the namespace `default`. */
export class PortalClient {
  readonly #server: TestBackend['server'];

  constructor({ server }: Pick<TestBackend, 'server'>) {
    this.#server = server;
  }

  /** @param path - below `/api/` */
  send(
    method: 'get' | 'post' | 'delete',
    path: string,
    user = 'ada',
  ): request.Test {
    return request(this.#server)
      [method](`/api/${path}`)
      .set(
        'Authorization',
        mockCredentials.user.header(`user:default/${user}`),
      );
  }

  /** The body is the entity. The status is 404 when the catalog does not have it, or the user does not see it. */
  readEntity(entityRef: string, user?: string): request.Test {
    const path = `catalog/entities/by-name/${entityRef.replace(':', '/')}`;
    return this.send('get', path, user);
  }

  async hasEntity(entityRef: string): Promise<boolean> {
    const { status } = await this.readEntity(entityRef);
    return status === 200;
  }

  async waitForEntities(...entityRefs: string[]): Promise<void> {
    for (const entityRef of entityRefs)
      while (!(await this.hasEntity(entityRef)))
        await setTimeout(pollIntervalMs);
  }

  /** Runs a template, and waits until its task has ended. */
  async runTemplate(
    templateRef: string,
    { values = {}, user }: { values?: JsonObject; user?: string } = {},
  ): Promise<EndedTask> {
    const path = 'scaffolder/v2/tasks';
    const { body } = await this.send('post', path, user).send({
      templateRef,
      values,
    });
    const { id } = taskSchema.parse(body);
    for (;;) {
      const { text } = await this.send('get', `${path}/${id}/events`, user);
      const events = z.array(eventSchema).parse(JSON.parse(text));
      const end = events.find(({ type }) => type === 'completion');
      if (end)
        return {
          log: events.map(each => each.body.message ?? '').join('\n'),
          events: text,
          output: end.body.output,
        };
      await setTimeout(pollIntervalMs);
    }
  }
}
