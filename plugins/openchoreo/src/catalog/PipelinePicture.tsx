import { useMemo, type ReactNode } from 'react';
import type { PipelineSummary } from '@promenade/backstage-plugin-openchoreo-common';
import { PipelineEdges } from '../board/PipelineEdges';
import { layOutPipeline, positionStyle } from '../board/pipelineGraph';
import { SourceEnvironments } from '../board/SourceEnvironments';
import { labelOf, labelsOf } from '../text';
import { useTexts } from '../useTexts';
import styles from './catalog.module.css';

/** The environments of a pipeline as a graph, in the order of promotion. */
export function PipelinePicture(props: {
  pipeline: Pick<
    PipelineSummary,
    'name' | 'displayName' | 'environments' | 'edges'
  >;
  /** The environment that the page is about. */
  current?: string;
  /** The content of the node of an environment. Default: its label. */
  children?: (environment: string) => ReactNode;
}) {
  const { pipeline, current, children } = props;
  const { environments, edges } = pipeline;
  const { t } = useTexts();
  const order = useMemo(
    () => environments.map(({ name }) => name),
    [environments],
  );
  const graph = useMemo(() => layOutPipeline(order, edges), [order, edges]);
  const environmentLabel = labelsOf(environments);
  const needsApproval = (name: string) =>
    edges.some(({ to, requiresApproval }) => to === name && requiresApproval);
  return (
    <div className={styles.pictureFrame}>
      <ol
        className={styles.picture}
        style={{ '--columns': graph.columns }}
        aria-label={t('catalog.order', { pipeline: labelOf(pipeline) })}
      >
        {order.map(name => (
          <li
            key={name}
            className={styles.position}
            data-environment={name}
            style={positionStyle(graph, name)}
          >
            <SourceEnvironments
              name={name}
              order={order}
              graph={graph}
              labelOf={environmentLabel}
            />
            <div
              className={styles.node}
              aria-current={name === current ? 'true' : undefined}
            >
              <div className={styles.nodeName}>
                {children ? children(name) : environmentLabel(name)}
              </div>
              {needsApproval(name) && (
                <span className={styles.secondary}>
                  {t('board.needsApproval')}
                </span>
              )}
            </div>
          </li>
        ))}
        <PipelineEdges graph={graph} />
      </ol>
    </div>
  );
}
