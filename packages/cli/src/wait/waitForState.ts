import type {
  DeployBoard,
  EnvironmentCard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { CommandError } from '../errors/CommandError';
import { isNotFound } from '../errors/describeError';
import { readBoard } from '../run/completeInput';
import { poll } from '../run/poll';
import type { Session } from '../run/Session';
import { reportChanges } from './reportChanges';

type Input = Record<string, unknown>;

const changesSchema = z.object({ changes: z.array(z.unknown()) });

/** How long a failure must last before the wait fails, in milliseconds: a rollout may recover. */
const failureDebounceMs = 10_000;

/** The environment of an input on the deploy board. */
export function cardOf(
  { environments }: DeployBoard,
  { environment }: Input,
): EnvironmentCard | undefined {
  return environments.find(card => card.environment.name === environment);
}

/**
 * Waits until a component has the state that a verb is about.
 *
 * @param options - `before` is the environment before the verb. Without it, the verb has created the component
 * @throws CommandError when it stays failed
 */
export async function waitForState(
  input: Input,
  {
    before,
    output,
    name,
  }: { before?: EnvironmentCard; output: unknown; name: string },
  session: Session,
): Promise<void> {
  const report = reportChanges(session);
  const wanted = wantedState(input);
  const changes = changesSchema.safeParse(output);
  const isUnchanged = changes.success && changes.data.changes.length === 0;
  // A proxy of an API has no binding.
  const isReplaced = ({ binding, release }: EnvironmentCard) =>
    !before ||
    isUnchanged ||
    (changes.success
      ? release?.hash !== before.release?.hash
      : binding?.resourceVersion !== before.binding?.resourceVersion);
  let failedSince: number | undefined;
  // The cache of the portal may not have a new component yet.
  const read = () =>
    before ? readBoard(input, session) : findBoard(input, session);
  for await (const board of poll(read, session.signal)) {
    const card = board && cardOf(board, input);
    // A state that was set already changes nothing.
    if (input.state !== undefined && card?.state === wanted) return;
    if (!card || !isReplaced(card)) {
      report(
        `${input.environment}`,
        `waiting for the control plane to process ${name}`,
      );
      continue;
    }
    const { state, message } = card;
    report(`${input.environment}`, message ? `${state}: ${message}` : state);
    if (state === wanted) return;
    failedSince =
      state === 'Failed' ? failedSince ?? performance.now() : undefined;
    if (
      failedSince !== undefined &&
      performance.now() - failedSince >= failureDebounceMs
    ) {
      throw new CommandError(
        'failed',
        `${input.component} does not become ${wanted.toLowerCase()} in ${
          input.environment
        }: ${message}`,
      );
    }
  }
}

async function findBoard(
  input: Input,
  session: Session,
): Promise<DeployBoard | undefined> {
  try {
    return await readBoard(input, session);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

function wantedState({ state }: Input): EnvironmentCard['state'] {
  if (state === 'Suspend') return 'Suspended';
  return state === 'Undeploy' ? 'NotDeployed' : 'Ready';
}
