import { z } from 'zod';
import { CommandError } from '../errors/CommandError';
import type { OperationSpec } from '../program/OperationSpec';
import { readBoard } from '../run/completeInput';
import type { Session } from '../run/Session';
import { waitForBuild } from './waitForBuild';
import { waitForDeletion } from './waitForDeletion';
import { waitForPromotion } from './waitForPromotion';
import { cardOf, waitForState } from './waitForState';

type Input = Record<string, unknown>;

/** Waits for what the output of a verb has started. */
type Wait = (output: unknown, timeoutMs: number) => Promise<void>;

const createdSchema = z.object({
  component: z.string(),
  environment: z.string(),
});

const buildSchema = z.object({ build: z.string() });

/**
 * Prepares to wait for the effect of a verb: what is there before the verb is told from its effect.
 *
 * @returns waits, writes a line to the standard error for each change, and throws a CommandError for a failure or a time-out
 */
export async function observeCompletion(
  { name, completion }: Pick<OperationSpec, 'name' | 'completion'>,
  input: Input,
  session: Session,
): Promise<Wait | undefined> {
  switch (completion) {
    case 'promoted':
      return (output, timeoutMs) =>
        withTimeout(session, timeoutMs, bounded =>
          waitForPromotion(input, output, bounded),
        );
    case 'ready': {
      const before = cardOf(await readBoard(input, session), input);
      return (output, timeoutMs) =>
        withTimeout(session, timeoutMs, bounded =>
          waitForState(input, { before, output, name }, bounded),
        );
    }
    case 'created':
      return (output, timeoutMs) =>
        withTimeout(session, timeoutMs, bounded =>
          waitForState(
            { ...input, ...createdSchema.parse(output) },
            { output, name },
            bounded,
          ),
        );
    case 'built':
      return (output, timeoutMs) =>
        withTimeout(session, timeoutMs, bounded =>
          waitForBuild(input, buildSchema.parse(output).build, bounded),
        );
    case 'deleted':
      return (_, timeoutMs) =>
        withTimeout(session, timeoutMs, bounded =>
          waitForDeletion(input, bounded),
        );
    default:
      return undefined;
  }
}

/** Runs a wait that ends after a time. */
async function withTimeout(
  session: Session,
  timeoutMs: number,
  work: (session: Session) => Promise<void>,
): Promise<void> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([session.signal, timeout]);
  try {
    await work({ ...session, signal });
  } catch (error) {
    if (!timeout.aborted || session.signal.aborted) throw error;
    throw new CommandError(
      'timeout',
      `It has not happened within ${
        timeoutMs / 1000
      } seconds. It goes on: use \`${
        session.programName
      } get deploy-board\` to look at it`,
      error,
    );
  }
}
