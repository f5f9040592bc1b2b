import { randomUUID } from 'node:crypto';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject, JsonValue } from '@backstage/types';
import { validate } from 'jsonschema';

/**
 * A scaffolder task with one step. It validates the input and stores checkpoints like the scaffolder. To run it again is a retry,
 * or a resumption after a restart of the backend.
 */
export class TestTask {
  readonly #id = randomUUID();
  readonly #checkpoints = new Map<string, JsonValue | void>();
  /** The log of the step, of all runs. */
  readonly log: string[] = [];
  /** The outputs of the last run. */
  outputs: Record<string, unknown> = {};

  /** Loses the checkpoints, like a backend that crashes before it stores them. */
  forget(): void {
    this.#checkpoints.clear();
  }

  async run<I extends JsonObject, O extends JsonObject>(
    action: TemplateAction<I, O>,
    input: JsonObject,
    options: {
      isDryRun?: boolean;
      signal?: AbortSignal;
      workspacePath?: string;
    } = {},
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
        workspacePath: options.workspacePath ?? 'unused',
      }),
      isDryRun: options.isDryRun,
      signal: options.signal,
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
        // Checkpoints are stored as JSON.
        this.#checkpoints.set(key, JSON.parse(JSON.stringify(value)));
        return this.#checkpoints.get(key) as T;
      },
    });
  }
}

/** Validates the input like the scaffolder. */
function assertInputOf<I extends JsonObject, O extends JsonObject>(
  action: TemplateAction<I, O>,
  input: JsonObject,
): asserts input is I {
  const { errors } = validate(input, action.schema?.input ?? {});
  if (errors.length) throw new Error(`Invalid input: ${errors.join(', ')}`);
}
