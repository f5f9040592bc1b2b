import type { z } from 'zod';
import type { Operation } from './Operation';

/**
 * The declaration of a read. The backend plugin answers it from a view.
 *
 * @public
 */
export interface ReadDeclaration<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodType = z.ZodType,
> extends Operation<Input, Output> {
  /** The media type of the response; JSON unless it is a stream of server-sent events. */
  readonly mediaType?: 'text/event-stream';
  /** The media types in which the input `format` requests the response, instead of JSON. */
  readonly formats?: Readonly<Record<string, string>>;
  /** How its answer is followed. By default each caller gets an answer of its own, which changes only with the platform. */
  readonly live?: {
    /** Whether the answer is the same for everybody who may read it. */
    readonly isShared?: boolean;
    /** For how long an answer is current without a change of the platform, in milliseconds. */
    readonly refreshMs?: number;
  };
  /** False for a read whose answer cannot be followed, such as one that has a stream of its own. */
  readonly followable?: false;
  /** Present when the read is an agent action, too, with an answer that is short enough for an agent. */
  readonly agent?: {
    readonly output: z.ZodObject;
    summarize(output: z.output<Output>): object;
  };
}

/** Gives a declaration its exact type. */
export const declareRead = <
  Input extends z.ZodObject,
  Output extends z.ZodType,
>(
  declaration: ReadDeclaration<Input, Output>,
): ReadDeclaration<Input, Output> => declaration;

export const get = (path: string) =>
  ({ method: 'GET', path, status: 200 } as const);

export const audit = (eventId: string, queryType: string) =>
  ({ eventId, severityLevel: 'low', meta: () => ({ queryType }) } as const);

/** Gives agents the whole answer of a read. */
export const wholeAnswer = <Output extends z.ZodObject>(output: Output) => ({
  output,
  summarize: (answer: z.output<Output>): object => answer,
});
