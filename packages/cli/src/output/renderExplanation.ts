import type { ComponentExplanation } from '@promenade/backstage-plugin-openchoreo-common';
import type { Terminal } from '../Terminal';
import { style, styleState } from './style';

/** Why a component is ready or not: for each environment the chain to the cause, and what to do. */
export function renderExplanation(
  { summary, environments, stale }: ComponentExplanation,
  stream: Terminal['stdout'],
): string {
  const sections = environments.map(environment =>
    [
      `${style('bold', environment.name, stream)}  ${styleState(
        environment.state,
        stream,
      )}`,
      `  ${environment.summary}`,
      ...(environment.isReady
        ? []
        : environment.chain.map(
            ({ kind, name, status, message }) =>
              `  ${styleState(status, stream)}  ${kind} ${name}: ${message}`,
          )),
      ...environment.nextSteps.map(({ message }) => `  → ${message}`),
    ].join('\n'),
  );
  return [summary, ...(stale ? [`Outdated: ${stale}`] : []), ...sections].join(
    '\n\n',
  );
}
