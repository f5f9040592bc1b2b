import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Container, Link, Text } from '@backstage/ui';
import {
  reads,
  statesWorstFirst,
  type Home,
} from '@promenade/backstage-plugin-openchoreo-common';
import { ReviewableApprovals } from '../approvals/ReviewableApprovals';
import { EmptyState } from '../board/BoardError';
import {
  DeploymentCell,
  ReleaseName,
  Route,
  StateSummary,
  Tag,
} from '../catalog/cells';
import { DataTable } from '../catalog/DataTable';
import { EntityName } from '../catalog/EntityName';
import { EmptyText, Overview, OverviewCard } from '../catalog/Overview';
import {
  approvalsRouteRef,
  catalogIndexRouteRef,
  createComponentRouteRef,
} from '../routes';
import { PromotionLink } from '../promotion/PromotionLink';
import { PhaseBadge } from '../state/PhaseBadge';
import { labelOf, PersonName } from '../text';
import { RelativeTime } from '../time';
import { useTexts } from '../useTexts';
import styles from './home.module.css';

/** What needs the user: approvals, deployments that need attention, recent promotions, and the projects of the user. */
export function HomePage() {
  const { t } = useTexts();
  return (
    <Container>
      <div className={styles.page}>
        <Overview title={t('home.title')} read={reads.getHome} input={{}}>
          {(home, live) => <HomeContent home={home} live={live} />}
        </Overview>
      </div>
    </Container>
  );
}

function HomeContent(props: { home: Home; live: React.ReactNode }) {
  const { home, live } = props;
  const { t } = useTexts();
  const { componentCount, approvals } = home;
  return (
    <>
      {componentCount === 0 && <StartHere />}
      <OverviewCard title={t('home.title')} headerActions={live}>
        {componentCount > 0 && (
          <>
            <Text as="p">{t('home.owned', { count: componentCount })}</Text>
            <StateSummary states={home.states} none="" />
          </>
        )}
        {approvals.length === 0 && (
          <EmptyText>{t('home.noApprovals')}</EmptyText>
        )}
        {componentCount > 0 && <Deployments deployments={home.deployments} />}
      </OverviewCard>
      <ReviewableApprovals
        groups={[{ title: t('home.approvals'), approvals }]}
      />
      <OverviewCard title={t('home.recent')} footerActions={<ApprovalsLink />}>
        <Promotions promotions={home.promotions} />
      </OverviewCard>
      {home.projects.length > 0 && (
        <OverviewCard title={t('home.projects')}>
          <Projects projects={home.projects} />
        </OverviewCard>
      )}
    </>
  );
}

/** What a user without components can do first. */
function StartHere() {
  const { t } = useTexts();
  const createPath = useRouteRef(createComponentRouteRef)?.();
  const catalogPath = useRouteRef(catalogIndexRouteRef)?.();
  return (
    <EmptyState title={t('home.start')} text={t('home.startText')}>
      <div className={styles.actions}>
        {createPath && (
          <ButtonLink href={createPath}>{t('home.create')}</ButtonLink>
        )}
        {catalogPath && (
          <ButtonLink variant="secondary" href={catalogPath}>
            {t('home.browse')}
          </ButtonLink>
        )}
      </div>
    </EmptyState>
  );
}

function ApprovalsLink() {
  const { t } = useTexts();
  const approvalsPath = useRouteRef(approvalsRouteRef)?.();
  return approvalsPath ? (
    <Link href={approvalsPath} standalone>
      {t('catalog.openApprovals')}
    </Link>
  ) : null;
}

function Deployments(props: { deployments: Home['deployments'] }) {
  const { deployments } = props;
  const { t } = useTexts();
  if (deployments.length === 0) {
    return <EmptyText>{t('home.noAttention')}</EmptyText>;
  }
  return (
    <DataTable
      label={t('home.attention')}
      columns={[
        { id: 'component', label: t('home.column.component') },
        { id: 'environment', label: t('home.column.environment') },
        { id: 'state', label: t('home.column.state') },
        { id: 'since', label: t('home.column.since') },
      ]}
      rows={deployments.map(deployment => {
        const { component, displayName, entityRef, environment } = deployment;
        const { environmentTitle, isProduction, state, since } = deployment;
        const environmentLabel = environmentTitle ?? environment;
        return {
          id: `${entityRef} ${environment}`,
          sortBy: [
            displayName ?? component.component,
            environmentLabel,
            statesWorstFirst.indexOf(state),
            since ?? '',
          ],
          cells: [
            <EntityName
              key="component"
              entityRef={entityRef}
              label={displayName ?? component.component}
            />,
            <span key="environment">
              {environmentLabel}{' '}
              {isProduction &&
                environmentLabel.toLocaleLowerCase() !== 'production' && (
                  <Tag>{t('approvals.production')}</Tag>
                )}
            </span>,
            <DeploymentCell
              key="state"
              deployment={deployment}
              explained={deployment}
            />,
            since && <RelativeTime key="since" at={since} as="ago" />,
          ],
        };
      })}
    />
  );
}

function Promotions(props: { promotions: Home['promotions'] }) {
  const { promotions } = props;
  const { t } = useTexts();
  if (promotions.length === 0) {
    return <EmptyText>{t('home.noRecent')}</EmptyText>;
  }
  return (
    <DataTable
      label={t('home.recent')}
      columns={[
        { id: 'component', label: t('home.column.component') },
        { id: 'promotion', label: t('home.column.promotion') },
        { id: 'release', label: t('home.column.release') },
        { id: 'result', label: t('home.column.result') },
        { id: 'requested', label: t('home.column.requested') },
      ]}
      rows={promotions.map(promotion => ({
        id: `${promotion.component.organization}/${promotion.name}`,
        cells: [
          <EntityName
            key="component"
            entityRef={promotion.entityRef}
            label={promotion.displayName ?? promotion.component.component}
          />,
          <PromotionLink
            key="promotion"
            organization={promotion.component.organization}
            name={promotion.name}
          >
            {promotion.type === 'RollBack' ? (
              `${t('verb.Roll back')}: ${promotion.toTitle ?? promotion.to}`
            ) : (
              <Route
                from={promotion.fromTitle ?? promotion.from}
                to={promotion.toTitle ?? promotion.to}
              />
            )}
          </PromotionLink>,
          promotion.release && (
            <ReleaseName key="release" release={promotion.release} />
          ),
          <PhaseBadge key="phase" phase={promotion.phase} />,
          <span key="requested">
            <RelativeTime at={promotion.startedAt} as="ago" />
            {promotion.requestedBy && (
              <>
                {' '}
                <PersonName entityRef={promotion.requestedBy} />
              </>
            )}
          </span>,
        ],
      }))}
    />
  );
}

function Projects(props: { projects: Home['projects'] }) {
  const { t } = useTexts();
  return (
    <DataTable
      label={t('home.projects')}
      columns={[
        { id: 'project', label: t('home.column.project') },
        { id: 'states', label: t('home.column.states') },
      ]}
      rows={props.projects.map(project => ({
        id: project.entityRef,
        cells: [
          <EntityName
            key="project"
            entityRef={project.entityRef}
            label={labelOf({ ...project, name: project.project })}
          />,
          <StateSummary key="states" states={project.states} none="" />,
        ],
      }))}
    />
  );
}
