import { Button } from '@backstage/ui';
import type { PipelineOverview } from '@promenade/backstage-plugin-openchoreo-common';
import { useTexts } from '../useTexts';
import { edgeKey } from './PolicyEditor';
import styles from './pipeline.module.css';

/** An environment in the graph, with a button for the gates and approvals of each promotion to it. */
export function GraphNode(props: {
  pipeline: Pick<PipelineOverview, 'edges' | 'policies'>;
  environment: string;
  labelOf: (environment: string) => string;
  onChoose: (edge: string) => void;
}) {
  const { pipeline, environment, labelOf, onChoose } = props;
  const { t } = useTexts();
  const incoming = pipeline.policies
    ? pipeline.edges.filter(({ to }) => to === environment)
    : [];
  return (
    <span className={styles.node}>
      {labelOf(environment)}
      {incoming.map(edge => (
        <Button
          key={edgeKey(edge)}
          size="small"
          variant="tertiary"
          aria-label={t('pipeline.policy.edit', {
            from: labelOf(edge.from),
            to: labelOf(edge.to),
          })}
          onPress={() => onChoose(edgeKey(edge))}
        >
          {t('pipeline.policy.gateCount', { count: edge.gates.length })}
        </Button>
      ))}
    </span>
  );
}
