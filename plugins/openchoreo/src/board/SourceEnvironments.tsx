import { VisuallyHidden } from '@backstage/ui';
import { RiArrowDownLine } from '@remixicon/react';
import { useTexts } from '../useTexts';
import type { PipelineGraph } from './pipelineGraph';
import styles from './board.module.css';

/**
 * The environments that an environment gets its releases from: an arrow down when the cards are stacked, and text for screen
 * readers in every layout. The text is visible only if the source is not the card above.
 */
export function SourceEnvironments(props: {
  name: string;
  /** The names of all environments in promotion order. */
  order: readonly string[];
  graph: PipelineGraph;
  labelOf: (environment: string) => string;
}) {
  const { name, order, graph, labelOf } = props;
  const { t } = useTexts();
  const sources = graph.edges
    .filter(edge => edge.to === name)
    .map(edge => edge.from);
  if (sources.length === 0) return null;
  const above = order[order.indexOf(name) - 1];
  const isSourceAbove = sources.length === 1 && sources[0] === above;
  const text = t('board.from', {
    environments: sources.map(labelOf).join(', '),
  });
  return (
    <div className={styles.sources}>
      <RiArrowDownLine size={20} aria-hidden="true" />
      {isSourceAbove ? (
        <VisuallyHidden>{text}</VisuallyHidden>
      ) : (
        <span>{text}</span>
      )}
    </div>
  );
}
