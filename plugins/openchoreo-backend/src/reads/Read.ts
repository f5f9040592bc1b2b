import { AuthenticationError } from '@backstage/errors';
import type { ReadDeclaration } from '@promenade/backstage-plugin-openchoreo-common';
import {
  parseInput,
  type Caller,
  type ReadableRef,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { z } from 'zod';
import type { ReadServices } from '../ReadServices';
import type { FileExport } from '../sendExport';

/**
 * Who reads: what the answer may have depends on it.
 *
 * @public
 */
export type Reader = Pick<Caller, 'credentials'>;

/**
 * A declaration with its implementation, which validates the input.
 *
 * @public
 */
export interface Read {
  readonly declaration: ReadDeclaration;
  /** Whether the answer is read from a data plane, and not from the cache. */
  readonly isRemote?: boolean;
  /** Whether the answer has what only a portal stores, and Kubernetes has not. */
  readonly needsPortal?: boolean;
  /** @param reader - undefined for a read that is public */
  answer(
    services: ReadServices,
    input: unknown,
    reader: Reader | undefined,
  ): Promise<unknown>;
  /** The answer as a file, in the format that the input asks for. Undefined when that is JSON. */
  export?(
    services: ReadServices,
    input: unknown,
    reader: Reader,
  ): FileExport | undefined;
  /** The HTTP status of an answer. That of the declaration by default. */
  statusOf?(answer: unknown): number;
}

/** Joins a declaration with its implementation, which TypeScript checks against the schemas of the declaration. */
export function implementRead<
  Input extends z.ZodObject,
  Output extends z.ZodType,
>(
  declaration: ReadDeclaration<Input, Output>,
  answer: (
    services: ReadServices,
    input: z.output<Input>,
    reader: () => Reader,
  ) => z.output<Output> | Promise<z.output<Output>>,
): Read {
  return {
    declaration,
    answer: async (services, input, reader) =>
      answer(services, parseInput(declaration.input, input), () => {
        if (reader) return reader;
        throw new AuthenticationError('Sign in first');
      }),
  };
}

/** Which components, projects or organizations the reader may see. */
export const visibleTo =
  ({ authorization }: ReadServices, { credentials }: Reader) =>
  (refs: readonly ReadableRef[]) =>
    authorization.canRead(refs, credentials);

export const overviewsOf = ({ openChoreo }: ReadServices) =>
  openChoreo.views.overviews;

/** The rows of components, each with the ref of the entity that stands for it. */
export async function withEntities<Row extends { entityRef: string }>(
  { authorization }: ReadServices,
  rows: readonly Row[],
): Promise<Row[]> {
  const refs = await authorization.componentRefs();
  return rows.map(row => ({ ...row, entityRef: refs.resolve(row.entityRef) }));
}
