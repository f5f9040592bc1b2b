import { useMemo } from 'react';
import { Alert } from '@backstage/ui';
import {
  isPromotionComplete,
  type DeployBoard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { formatClock, useLocale } from '../time';
import { useTexts } from '../useTexts';
import { EnvironmentCard } from './EnvironmentCard';
import { boardLabels } from './environmentLabel';
import { NoEnvironments } from './NoEnvironments';
import { PipelineEdges } from './PipelineEdges';
import { layOutPipeline, positionStyle } from './pipelineGraph';
import { SourceEnvironments } from './SourceEnvironments';
import styles from './board.module.css';

/** The environments of a component, laid out as the graph of its deployment pipeline. */
export function Board(props: { board: DeployBoard }) {
  const { board } = props;
  const { t } = useTexts();
  const { component, environments, pipeline } = board;
  const graph = useMemo(
    () =>
      layOutPipeline(
        environments.map(card => card.environment.name),
        pipeline.edges,
      ),
    [environments, pipeline],
  );
  const labelOf = boardLabels(board);

  return (
    <>
      <BoardNotices board={board} />
      {environments.length === 0 && !board.problem && (
        <NoEnvironments board={board} />
      )}
      {environments.length > 0 && (
        <div className={styles.frame}>
          <ol
            className={styles.board}
            data-columns={graph.columns}
            style={{ '--columns': graph.columns }}
            aria-label={t('board.label', {
              component: component.displayName ?? component.name,
            })}
          >
            {environments.map(card => (
              <li
                key={card.environment.name}
                className={styles.position}
                data-environment={card.environment.name}
                style={positionStyle(graph, card.environment.name)}
              >
                <SourceEnvironments
                  name={card.environment.name}
                  order={environments.map(each => each.environment.name)}
                  graph={graph}
                  labelOf={labelOf}
                />
                <EnvironmentCard card={card} board={board} labelOf={labelOf} />
              </li>
            ))}
            <PipelineEdges
              graph={graph}
              activeEdges={environments.flatMap(({ promotion }) =>
                promotion && !isPromotionComplete(promotion) ? promotion : [],
              )}
            />
          </ol>
        </div>
      )}
    </>
  );
}

function BoardNotices(props: { board: DeployBoard }) {
  const { problem, rejected = [], stale } = props.board;
  const { t } = useTexts();
  const locale = useLocale();
  return (
    <>
      {stale && (
        <Alert
          status="warning"
          icon
          title={t('board.stale', {
            time: formatClock(Date.parse(stale.since), locale),
          })}
          description={stale.message}
        />
      )}
      {problem && <Alert status="danger" icon title={problem.message} />}
      {rejected.length > 0 && (
        <Alert
          status="warning"
          icon
          title={t('board.rejected', { count: rejected.length })}
          description={rejected.map(message => (
            <span key={message} className={styles.rejected}>
              {message}
            </span>
          ))}
        />
      )}
    </>
  );
}
