import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  ActionContext,
  TemplateAction,
  TemplateExample,
} from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import type { VerbDeclaration } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  Authorization,
  CatalogModule,
  OpenChoreoService,
  VerbPlan,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { z } from 'zod';

/**
 * The services of the actions.
 *
 * @public
 */
export interface ActionServices {
  authorization: Authorization;
  catalog: CatalogService;
  catalogModule: CatalogModule;
  config: RootConfigService;
  /** The log of the backend, not that of a task. */
  logger: LoggerService;
  openchoreo: OpenChoreoService;
}

/**
 * The action of a verb.
 *
 * @public
 */
export type VerbTemplateAction = TemplateAction & {
  readonly verb: VerbDeclaration;
  /** Plans the change that a step would make: validated by the API server, and not written. */
  plan(context: ActionContext<JsonObject>): Promise<VerbPlan>;
};

/** One run of an action. */
export interface VerbStep<Input, Output, Extra> {
  context: Pick<
    ActionContext<{}>,
    'logger' | 'signal' | 'checkpoint' | 'output'
  >;
  services: ActionServices;
  /** The input of the verb, with resolved names. */
  input: Input;
  /** The same for every run of the step. */
  idempotencyKey: string;
  /** The idempotency key of the request: that of the step, or for a creation the same in every task with equal values. */
  requestKey: string;
  /** The inputs beside those of the verb. */
  extra: Extra;
  /** Executes the verb as the user who started the task: authorized and audited. */
  execute(input: Input): Promise<Output>;
  /** Deletes what the verb has created for an input with its idempotency key. */
  undo(input: Input): Promise<void>;
  /** Executes the verb, or returns the output that an earlier run of the step has stored. */
  executeOnce(): Promise<Output>;
}

/** What an action does beyond its verb. */
export interface ActionExtras<
  Input extends z.ZodObject,
  Output extends z.ZodObject,
  Extra extends z.ZodObject,
  ActionOutput extends z.ZodObject,
> {
  /** Added to the description of the verb. */
  description?: string;
  examples?: TemplateExample[];
  /** Inputs beside those of the verb, such as a timeout. */
  input: Extra;
  /** Outputs beside the names of the resource, its entity ref and its Deploy tab. */
  output: ActionOutput;
  /** Completes inputs of the verb that a template may omit. */
  complete?: {
    fields: readonly string[];
    values(
      input: Record<string, unknown>,
      services: ActionServices,
    ): Record<string, unknown>;
  };
  /** The outputs of a dry run. */
  planOutputs(plan: VerbPlan<z.output<Output>>): z.output<ActionOutput>;
  /** The log of a dry run. The objects as YAML by default. */
  planText?(
    plan: VerbPlan<z.output<Output>>,
    input: z.output<Input>,
    services: ActionServices,
  ): string;
  /** Executes the verb, waits for its effect, and returns the outputs. */
  perform(
    step: VerbStep<z.output<Input>, z.output<Output>, z.output<Extra>>,
  ): Promise<z.output<ActionOutput>>;
}
