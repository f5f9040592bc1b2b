import { randomUUID } from 'node:crypto';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject, JsonValue } from '@backstage/types';
import { validate } from 'jsonschema';

/**
 * A task of the scaffolder with one step. It checks the input and keeps checkpoints as the scaffolder does; to run the step
 * again is what a retry, or a backend that comes back, does.
 */
export class TestTask {
  readonly #id = randomUUID();
  readonly #checkpoints = new Map<string, JsonValue | void>();
  /** What the step wrote to the log, in all runs. */
  readonly log: string[] = [];
  /** What the step gave out, in the last run. */
  outputs: Record<string, unknown> = {};

  /** Loses the checkpoints, as a backend does that dies before they are kept. */
  forget(): void {
    this.#checkpoints.clear();
  }

  async run<I extends JsonObject, O extends JsonObject>(
    action: TemplateAction<I, O>,
    input: JsonObject,
    options: { isDryRun?: boolean; signal?: AbortSignal } = {},
  ): Promise<void> {
    assertInputOf(action, input);
    const write = (line: string) => this.log.push(line);
    const logger = mockServices.logger.mock({ info: write, warn: write });
    this.outputs = {};
    await action.handler({
      ...createMockActionContext<I, O>({
        input,
        logger,
        task: { id: this.#id },
        user: { ref: 'user:default/ada' },
        workspacePath: 'unused',
      }),
      ...options,
      getInitiatorCredentials: async () =>
        mockCredentials.user('user:default/ada'),
      output: (name, value) => {
        this.outputs[String(name)] = value;
      },
      checkpoint: async <T extends JsonValue | void>({
        key,
        fn,
      }: {
        key: string;
        fn: () => Promise<T> | T;
      }): Promise<T> => {
        const kept = this.#checkpoints.get(key);
        const value = kept === undefined ? await fn() : kept;
        // What is kept is JSON: what would not survive that is not to be relied on.
        this.#checkpoints.set(key, JSON.parse(JSON.stringify(value)));
        return this.#checkpoints.get(key) as T;
      },
    });
  }
}

/** As the scaffolder does before it runs a step. */
function assertInputOf<I extends JsonObject, O extends JsonObject>(
  action: TemplateAction<I, O>,
  input: JsonObject,
): asserts input is I {
  const { errors } = validate(input, action.schema?.input ?? {});
  if (errors.length) throw new Error(`Invalid input: ${errors.join(', ')}`);
}
