import { InputError } from '@backstage/errors';
import type { ComponentSnapshot } from '@promenade/backstage-plugin-openchoreo-node';

/**
 * The environment that the pipeline of a component leads from to another.
 *
 * @throws InputError when there is none, or when there are several and the choice is a person's
 */
export function promotionSource(
  { ref, pipeline, problem }: ComponentSnapshot,
  to: string,
): string {
  if (!pipeline) {
    throw new InputError(
      `${ref.component} has no pipeline to be promoted along: ${problem?.message}`,
    );
  }
  const sources = pipeline.edges.filter(edge => edge.to === to);
  const [first, ...others] = sources.map(({ from }) => from);
  if (!first) {
    const targets = [...new Set(pipeline.edges.map(edge => edge.to))];
    throw new InputError(
      `The pipeline ${pipeline.name} of ${
        ref.component
      } does not lead to ${to}. It leads to ${targets.join(', ') || 'nowhere'}`,
    );
  }
  if (others.length) {
    throw new InputError(
      `The pipeline ${pipeline.name} leads to ${to} from ${[
        first,
        ...others,
      ].join(' and from ')}. Say which one in the input from`,
    );
  }
  return first;
}
