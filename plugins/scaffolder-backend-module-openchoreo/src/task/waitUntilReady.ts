import type { LoggerService } from '@backstage/backend-plugin-api';
import type { HumanDuration } from '@backstage/types';
import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import type { OpenChoreoService } from '@promenade/backstage-plugin-openchoreo-node';
import { ProgressLog } from '../report/ProgressLog';
import { stateLine } from '../report/progressLines';
import { withinTimeLimit } from './timeLimit';

/**
 * Waits until a component is ready in an environment, and says how it gets there.
 *
 * @returns the release that runs there then, as people name it
 * @throws ConflictError with the reason when it will not get there, TimeLimitError when it takes too long
 */
export async function waitUntilReady(
  { commands, views }: OpenChoreoService,
  component: ComponentRef,
  options: {
    environment: string;
    limit: HumanDuration;
    logger: LoggerService;
    signal: AbortSignal | undefined;
  },
): Promise<string | undefined> {
  const { environment, limit, logger } = options;
  const progress = new ProgressLog(logger);
  await withinTimeLimit(
    signal =>
      commands.waitForReady(component, environment, {
        signal,
        onProgress: verdict => progress.say(stateLine(environment, verdict)),
      }),
    {
      limit,
      signal: options.signal,
      unfinished: time =>
        `${component.component} is created, but was not ready in ${time}. Last seen: ${progress.last} It goes on by itself; run the step again to wait on`,
    },
  );
  const card = views
    .deployBoard(component)
    .environments.find(({ environment: { name } }) => name === environment);
  return card?.release?.short;
}
