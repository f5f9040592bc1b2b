import type { z } from 'zod';
import type { Operation } from '../operations/Operation';
import type { PlatformObject } from '../naming';

/**
 * The declaration of a verb: something that changes the platform. It has no implementation, so that browsers can import it;
 * each platform adapter of `openchoreo-node` implements it.
 *
 * REST route, OpenAPI operation, client request, agent action and scaffolder action are derived from it.
 *
 * @public
 */
export interface VerbDeclaration<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodObject = z.ZodObject,
> extends Operation<Input, Output> {
  readonly attributes: {
    readonly readOnly: boolean;
    /** Whether it replaces or removes something that runs. */
    readonly destructive: boolean;
    /** Whether a repeated call without an idempotency key has no further effect. */
    readonly idempotent: boolean;
  };
  /** The input fields, beside those of the resource, that name another object of the platform. */
  readonly references?: {
    readonly [Field in keyof z.output<Input>]?: PlatformObject['type'];
  };
  /**
   * The type of the object that a verb creates or changes under the input `name`, and that the catalog will show. Undefined for a
   * verb that changes its own resource.
   */
  readonly creates?:
    | 'organization'
    | 'project'
    | 'component'
    | 'environment'
    | 'deployment-pipeline';
  /**
   * What a caller can wait for after the verb: the component is ready in the environment of the verb, the promotion that the verb
   * requests has succeeded, or the resource of the verb does not exist any more. Undefined for a verb that is complete when it
   * returns.
   */
  readonly completion?: 'ready' | 'promoted' | 'deleted';
  /**
   * False for a verb that writes no desired state which a repository could have: a decision, a command, or a change of an object
   * that the control plane writes as well.
   */
  readonly deliverable?: false;
}

/**
 * Whether the effect of a verb can be delivered as manifests in a Git repository.
 *
 * @public
 */
export function isDeliverable({
  attributes,
  deliverable,
}: VerbDeclaration): boolean {
  return deliverable !== false && !attributes.readOnly;
}

/**
 * The id of the scaffolder action of a verb, with the noun first: `openchoreo:component:rollback` of `roll-back-component`, and
 * `openchoreo:secret-reference:apply` of `apply-secret-reference`.
 *
 * @public
 */
export function scaffolderActionId({
  name,
}: Pick<VerbDeclaration, 'name'>): string {
  const [, action = '', noun = ''] =
    /^(roll-back|[a-z]+)-(.+)$/.exec(name) ?? [];
  return `openchoreo:${noun}:${action.replace('-', '')}`;
}

/**
 * Declares a verb. Gives the declaration its exact type.
 *
 * @public
 */
export function declareVerb<
  Input extends z.ZodObject,
  Output extends z.ZodObject,
>(declaration: VerbDeclaration<Input, Output>): VerbDeclaration<Input, Output> {
  return declaration;
}
