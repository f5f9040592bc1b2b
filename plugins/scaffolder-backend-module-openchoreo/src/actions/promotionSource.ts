import { InputError } from '@backstage/errors';
import type { ComponentSnapshot } from '@promenade/backstage-plugin-openchoreo-node';

/**
 * The environment that the pipeline of a component promotes to another environment from.
 *
 * @throws InputError when there is none, or when there are several
 */
export function promotionSource(
  { ref, pipeline, problem }: ComponentSnapshot,
  to: string,
): string {
  if (!pipeline) {
    throw new InputError(
      `${ref.component} has no deployment pipeline: ${problem?.message}`,
    );
  }
  const sources = pipeline.edges
    .filter(edge => edge.to === to)
    .map(({ from }) => from);
  const [source, ...others] = sources;
  if (!source) {
    const targets = [...new Set(pipeline.edges.map(edge => edge.to))];
    throw new InputError(
      `The pipeline ${pipeline.name} of ${
        ref.component
      } has no path to ${to}. It has paths to: ${targets.join(', ') || 'none'}`,
    );
  }
  if (others.length) {
    throw new InputError(
      `The pipeline ${pipeline.name} has paths to ${to} from ${sources.join(
        ', ',
      )}. Choose one in the input from`,
    );
  }
  return source;
}
