import {
  RiArrowRightLine,
  RiCheckLine,
  RiCloseLine,
  RiPauseLine,
  RiProgress3Line,
  RiQuestionMark,
} from '@remixicon/react';
import type {
  BuildPlaneOverview,
  DeploymentState,
  DeploymentSummary,
  EnvironmentSummary,
  Reachability,
  StateCounts,
} from '@promenade/backstage-plugin-openchoreo-common';
import { Explanation, type ExplainedDeployment } from '../board/Explanation';
import { Badge, type Appearance } from '../state/Badge';
import { StateBadge } from '../state/StateBadge';
import { ChangeHighlight, labelOf, MessageText } from '../text';
import { useTexts } from '../useTexts';
import { EntityName } from './EntityName';
import styles from './catalog.module.css';

type BuildPhase = BuildPlaneOverview['builds'][number]['phase'];

/** States that are shown with their reason. */
const statesWithReason: ReadonlySet<DeploymentState> = new Set([
  'Failed',
  'Degraded',
  'Waiting',
  'Progressing',
  'Unknown',
]);

/** How many components are in each state, the worst state first. */
export function StateSummary(props: { states: StateCounts; none: string }) {
  const { states, none } = props;
  if (states.length === 0) {
    return <span className={styles.secondary}>{none}</span>;
  }
  return (
    <ul className={styles.states}>
      {states.map(({ state, count }) => (
        <li key={state}>
          <ChangeHighlight value={String(count)}>
            <StateBadge state={state} count={count} />
          </ChangeHighlight>
        </li>
      ))}
    </ul>
  );
}

/** The state of a component in an environment, and the release there. */
export function DeploymentCell(props: {
  deployment: Omit<DeploymentSummary, 'environment'>;
  /** Shows why it is not ready, and what to do. */
  explained?: Pick<ExplainedDeployment, 'component' | 'environment'>;
}) {
  const { deployment, explained } = props;
  const { state, message, release } = deployment;
  return (
    <>
      <ChangeHighlight value={state}>
        <StateBadge state={state} />
      </ChangeHighlight>
      {release && <ReleaseName release={release} />}
      {explained && message && statesWithReason.has(state) && (
        <span className={styles.reason}>
          <MessageText text={message} />
        </span>
      )}
      {explained && (
        <Explanation deployment={{ ...explained, state, message }} />
      )}
    </>
  );
}

/** A release on one line: its version, then its short hash. */
export function ReleaseName(props: {
  release: NonNullable<DeploymentSummary['release']>;
}) {
  const { version, short } = props.release;
  return (
    <span className={styles.release}>
      {version && (
        <span className={styles.version} title={version}>
          {version}
        </span>
      )}{' '}
      <code>{short}</code>
    </span>
  );
}

/** From one environment to another. */
export function Route(props: { from: string; to: string }) {
  const { t } = useTexts();
  return (
    <span className={styles.route}>
      <span>{props.from}</span>
      <RiArrowRightLine size={14} role="img" aria-label={t('plan.to')} />
      <span>{props.to}</span>
    </span>
  );
}

/** A word about something, such as `production`. */
export function Tag(props: { children: string; title?: string }) {
  return (
    <span className={styles.tag} title={props.title}>
      {props.children}
    </span>
  );
}

/** Marks a data plane that runs no containers. */
export function SimulatedTag() {
  const { t } = useTexts();
  return <Tag title={t('board.simulatedMeaning')}>{t('board.simulated')}</Tag>;
}

/** A link to an environment, with a tag for one that serves production. */
export function EnvironmentName(props: {
  environment: Pick<
    EnvironmentSummary,
    'entityRef' | 'name' | 'displayName' | 'isProduction'
  >;
}) {
  const { entityRef, isProduction, ...named } = props.environment;
  const { t } = useTexts();
  const label = labelOf(named);
  return (
    <span className={styles.named}>
      <EntityName entityRef={entityRef} label={label} />
      {/* The name of most production environments says it already. */}
      {isProduction && label.toLocaleLowerCase() !== 'production' && (
        <Tag>{t('approvals.production')}</Tag>
      )}
    </span>
  );
}

/** A link to a data plane, with a tag for a simulated one. */
export function DataPlaneName(props: {
  dataPlane: EnvironmentSummary['dataPlane'];
}) {
  const { dataPlane } = props;
  const { t } = useTexts();
  if (!dataPlane) return <>{t('catalog.noDataPlane')}</>;
  return (
    <span className={styles.named}>
      <EntityName entityRef={dataPlane.entityRef} label={labelOf(dataPlane)} />
      {dataPlane.isSimulated && <SimulatedTag />}
    </span>
  );
}

/** A link to a data plane, and why it cannot be reached. */
export function DataPlaneCell(props: {
  dataPlane: EnvironmentSummary['dataPlane'];
}) {
  const { dataPlane } = props;
  return (
    <>
      <DataPlaneName dataPlane={dataPlane} />
      {dataPlane?.unreachable && (
        <>
          <ReachabilityBadge reachability={{ isReachable: false }} />
          <span className={styles.reason}>{dataPlane.unreachable.message}</span>
        </>
      )}
    </>
  );
}

/** Whether the control plane reaches a plane. */
export function ReachabilityBadge(props: { reachability: Reachability }) {
  const { isReachable } = props.reachability;
  const { t } = useTexts();
  if (isReachable === undefined) {
    return (
      <Badge appearance={{ color: 'neutral', Icon: RiQuestionMark }}>
        {t('catalog.reachability.unknown')}
      </Badge>
    );
  }
  return isReachable ? (
    <Badge appearance={{ color: 'positive', Icon: RiCheckLine }}>
      {t('catalog.reachability.reachable')}
    </Badge>
  ) : (
    <Badge appearance={{ color: 'negative', Icon: RiCloseLine }}>
      {t('catalog.reachability.unreachable')}
    </Badge>
  );
}

const buildAppearances: Readonly<Record<BuildPhase, Appearance>> = {
  Pending: { color: 'neutral', Icon: RiPauseLine },
  Running: { color: 'announcement', Icon: RiProgress3Line },
  Succeeded: { color: 'positive', Icon: RiCheckLine },
  Failed: { color: 'negative', Icon: RiCloseLine },
  Unknown: { color: 'neutral', Icon: RiQuestionMark },
};

/** The phase of a build as icon, word and color. */
export function BuildPhaseBadge(props: { phase: BuildPhase }) {
  const { t } = useTexts();
  return (
    <Badge appearance={buildAppearances[props.phase]}>
      {t(`catalog.buildPhase.${props.phase}`)}
    </Badge>
  );
}
