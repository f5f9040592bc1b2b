import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { RiArrowDownLine } from '@remixicon/react';
import type { EnvironmentCard } from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoTranslationRef } from '../translation';
import type { PipelineGraph } from './pipelineGraph';
import styles from './board.module.css';

/**
 * Where an environment gets its releases from: an arrow down where cards stand below each other, and words for screen readers
 * in any case. Seen words appear only where the arrow alone would tell something else.
 */
export function WayDown(props: {
  name: string;
  environments: readonly EnvironmentCard[];
  graph: PipelineGraph;
  labelOf: (environment: string) => string;
}) {
  const { name, environments, graph, labelOf } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const sources = graph.edges
    .filter(edge => edge.to === name)
    .map(edge => edge.from);
  if (sources.length === 0) return null;
  const index = environments.findIndex(card => card.environment.name === name);
  const above = environments[index - 1]?.environment.name;
  const words = t('board.from', {
    environments: sources.map(labelOf).join(', '),
  });
  return sources.length === 1 && sources[0] === above ? (
    <div className={styles.wayDown}>
      <RiArrowDownLine size={20} aria-hidden="true" />
      <VisuallyHidden>{words}</VisuallyHidden>
    </div>
  ) : (
    <div className={styles.wayDown}>
      <RiArrowDownLine size={20} aria-hidden="true" />
      <span>{words}</span>
    </div>
  );
}
