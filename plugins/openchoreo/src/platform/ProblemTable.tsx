import {
  statesWorstFirst,
  type PlatformOverview,
} from '@promenade/backstage-plugin-openchoreo-common';
import { Explanation } from '../board/Explanation';
import { Tag } from '../catalog/cells';
import { DataTable } from '../catalog/DataTable';
import { EntityName } from '../catalog/EntityName';
import { StateBadge } from '../state/StateBadge';
import { MessageText } from '../text';
import { RelativeTime } from '../time';
import { useTexts } from '../useTexts';
import styles from './platform.module.css';

type Problem = PlatformOverview['problems'][number];

/** The deployments that are stuck, by reason: how many, where, since when, and examples with their message. */
export function ProblemTable(props: { problems: readonly Problem[] }) {
  const { problems } = props;
  const { t } = useTexts();
  if (problems.length === 0) return null;
  return (
    <DataTable
      label={t('platform.stuck')}
      columns={[
        { id: 'reason', label: t('platform.column.reason') },
        { id: 'count', label: t('platform.column.deployments') },
        { id: 'environments', label: t('platform.column.environments') },
        { id: 'since', label: t('platform.column.since') },
        { id: 'examples', label: t('platform.column.examples') },
      ]}
      rows={problems.map(problem => ({
        id: `${problem.state} ${problem.reason}`,
        sortBy: [
          statesWorstFirst.indexOf(problem.state),
          problem.count,
          problem.environments.join(' '),
          problem.since ?? '',
          problem.deployments[0]?.entityRef ?? '',
        ],
        cells: [
          <span key="reason" className={styles.lines}>
            <StateBadge state={problem.state} />
            {problem.reason && (
              <span className={styles.reason}>{problem.reason}</span>
            )}
          </span>,
          problem.count,
          <span key="environments">
            {problem.environments.join(', ')}{' '}
            {problem.isProduction && <Tag>{t('approvals.production')}</Tag>}
          </span>,
          problem.since && (
            <RelativeTime key="since" at={problem.since} as="ago" />
          ),
          <Examples key="examples" problem={problem} />,
        ],
      }))}
    />
  );
}

/** The first deployment with its message, and the others on request. */
function Examples(props: { problem: Problem }) {
  const { deployments, count, state } = props.problem;
  const [first, ...others] = deployments;
  const { t } = useTexts();
  if (!first) return null;
  const hidden = count - deployments.length;
  return (
    <div className={styles.lines}>
      <Example deployment={first} state={state} />
      {others.length > 0 && (
        <details className={styles.others}>
          <summary>{t('platform.moreExamples', { count: count - 1 })}</summary>
          <ul className={styles.list}>
            {others.map(deployment => (
              <li key={`${deployment.entityRef} ${deployment.environment}`}>
                <Example deployment={deployment} state={state} />
              </li>
            ))}
          </ul>
          {hidden > 0 && (
            <p className={styles.secondary}>
              {t('platform.hidden', { count: hidden })}
            </p>
          )}
        </details>
      )}
    </div>
  );
}

function Example(props: {
  deployment: Problem['deployments'][number];
  state: Problem['state'];
}) {
  const { component, displayName, entityRef, message, ...deployment } =
    props.deployment;
  const { t } = useTexts();
  return (
    <div className={styles.lines}>
      <span>
        <EntityName
          entityRef={entityRef}
          label={displayName ?? component.component}
        />{' '}
        <span className={styles.secondary}>
          {t('platform.in', {
            project: `${component.organization}/${component.project}`,
            environment: deployment.environmentTitle ?? deployment.environment,
          })}
        </span>
      </span>
      {message && (
        <span className={styles.secondary}>
          <MessageText text={message} />
        </span>
      )}
      <Explanation
        deployment={{
          component,
          environment: deployment.environment,
          state: props.state,
          message,
        }}
      />
    </div>
  );
}
