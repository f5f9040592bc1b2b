import type { VerbDeclaration } from '@promenade/backstage-plugin-openchoreo-common';
import type { KubeClient } from '@promenade/kube-client';
import type { z } from 'zod';
import type { ResourceCache } from '../cache/ResourceCache';
import type { ResourceObject } from '../cache/ResourceReader';
import type { SpecVersions } from '../cache/SpecVersions';
import type { SigningKeyRef } from '../config';
import { parseInput } from './parseInput';

/**
 * What verbs read from and write to.
 *
 * @public
 */
export interface VerbContext {
  client: KubeClient;
  cache: ResourceCache;
  /** Versions of the objects that `versionedKinds` of the adapter lists. */
  versions: SpecVersions;
  /** The Secret with the key that signs what people do. */
  signingKey: SigningKeyRef;
}

/**
 * Who requests a verb.
 *
 * @public
 */
export interface VerbRequest {
  /** Entity ref of a user, or the name of a service. It is recorded on the objects. */
  requestedBy?: string;
  /** The authenticated user. Undefined for a service. */
  person?: {
    /** Entity ref of the user. */
    entityRef: string;
    /** Entity refs of the groups that the user is a member of. */
    groups(): Promise<readonly string[]>;
  };
  /** The environment that the requester was authorized for. Undefined for a verb that is not about an environment. */
  environment?: string;
  signal?: AbortSignal;
}

/**
 * What a verb would do. The API server has validated it (server-side dry run).
 *
 * @public
 */
export interface VerbPlan<Output = object> {
  output: Output;
  /** The objects that would be created or changed, as the API server would store them, or those that would be deleted. */
  objects: readonly ResourceObject[];
  /** Those of the objects that exist, as the API server has stored them. `Verbs.plan` adds them. */
  before?: readonly ResourceObject[];
}

/**
 * The implementation of a verb by an adapter. The input has been validated against the declaration.
 *
 * @public
 */
export interface VerbImplementation<Input, Output> {
  /** Validates the request like `execute`, without creating or changing anything. */
  plan(
    context: VerbContext,
    input: Input,
    request: VerbRequest,
  ): Promise<VerbPlan<Output>>;
  execute(
    context: VerbContext,
    input: Input,
    request: VerbRequest,
  ): Promise<Output>;
  /** Deletes what a request with the same idempotency key has created. Absent for a verb that creates nothing. */
  undo?(
    context: VerbContext,
    input: Input,
    request: VerbRequest,
  ): Promise<void>;
}

/**
 * A declaration with its implementation. Its methods validate the input and throw an InputError that names the field.
 *
 * @public
 */
export interface Verb {
  readonly declaration: VerbDeclaration;
  plan(
    context: VerbContext,
    input: unknown,
    request: VerbRequest,
  ): Promise<VerbPlan>;
  execute(
    context: VerbContext,
    input: unknown,
    request: VerbRequest,
  ): Promise<object>;
  undo(
    context: VerbContext,
    input: unknown,
    request: VerbRequest,
  ): Promise<void>;
}

/**
 * Joins a declaration with its implementation, which TypeScript checks against the schemas of the declaration.
 *
 * @public
 */
export function implementVerb<
  Input extends z.ZodObject,
  Output extends z.ZodObject,
>(
  declaration: VerbDeclaration<Input, Output>,
  implementation: VerbImplementation<z.output<Input>, z.output<Output>>,
): Verb {
  const parse = (input: unknown) => parseInput(declaration.input, input);
  return {
    declaration,
    plan: async (context, input, request) =>
      implementation.plan(context, parse(input), request),
    execute: async (context, input, request) =>
      implementation.execute(context, parse(input), request),
    undo: async (context, input, request) =>
      implementation.undo?.(context, parse(input), request),
  };
}

/**
 * Like `implementVerb`, for a verb whose plan does the same as its execution, except that the API server stores nothing.
 *
 * @param write - `dryRun` is whether the API server only validates
 */
export function implementWrite<
  Input extends z.ZodObject,
  Output extends z.ZodObject,
>(
  declaration: VerbDeclaration<Input, Output>,
  write: (
    context: VerbContext,
    input: z.output<Input>,
    request: VerbRequest,
    dryRun: boolean,
  ) => Promise<VerbPlan<z.output<Output>>>,
  undo?: VerbImplementation<z.output<Input>, z.output<Output>>['undo'],
): Verb {
  return implementVerb(declaration, {
    undo,
    plan: (context, input, request) => write(context, input, request, true),
    async execute(context, input, request) {
      const { output } = await write(context, input, request, false);
      return output;
    },
  });
}

/**
 * The verbs of the platform.
 *
 * @public
 */
export interface Verbs {
  /**
   * Executes a verb.
   *
   * @throws errors of `@backstage/errors`, with what failed, on which object, and what to do
   */
  execute<Input extends z.ZodObject, Output extends z.ZodObject>(
    verb: VerbDeclaration<Input, Output>,
    input: z.output<Input>,
    request?: VerbRequest,
  ): Promise<z.output<Output>>;
  /** Validates a verb like `execute`, without creating or changing anything. */
  plan<Input extends z.ZodObject, Output extends z.ZodObject>(
    verb: VerbDeclaration<Input, Output>,
    input: z.output<Input>,
    request?: VerbRequest,
  ): Promise<VerbPlan<z.output<Output>>>;
  /**
   * Deletes what a request with the same idempotency key has created, so that its names are free again. Does nothing for a verb
   * that creates nothing.
   */
  undo<Input extends z.ZodObject, Output extends z.ZodObject>(
    verb: VerbDeclaration<Input, Output>,
    input: z.output<Input>,
    request?: VerbRequest,
  ): Promise<void>;
}
