import type { PlatformOverview } from '@promenade/backstage-plugin-openchoreo-common';
import { BuildPhaseBadge, ReleaseName, Route } from '../catalog/cells';
import { DataTable } from '../catalog/DataTable';
import { EntityName } from '../catalog/EntityName';
import { EmptyText } from '../catalog/Overview';
import { PromotionLink } from '../promotion/PromotionLink';
import { PhaseBadge } from '../state/PhaseBadge';
import { MessageText, PersonName } from '../text';
import { RelativeTime } from '../time';
import { useTexts } from '../useTexts';
import styles from './platform.module.css';

type Build = PlatformOverview['builds'][number];
type Promotion = PlatformOverview['promotions'][number];

/** The promotions that have not ended: what each waits for, and since when. */
export function UnfinishedPromotions(props: {
  promotions: readonly Promotion[];
  /** With those that are not among them. */
  count: number;
}) {
  const { promotions, count } = props;
  const { t } = useTexts();
  if (promotions.length === 0) {
    return <EmptyText>{t('platform.noPromotions')}</EmptyText>;
  }
  const hidden = count - promotions.length;
  return (
    <>
      <DataTable
        label={t('platform.promotions')}
        columns={[
          { id: 'component', label: t('catalog.column.component') },
          { id: 'promotion', label: t('catalog.column.promotion') },
          { id: 'release', label: t('catalog.column.release') },
          { id: 'phase', label: t('platform.column.phase') },
          { id: 'requested', label: t('catalog.column.requested') },
        ]}
        rows={promotions.map(promotion => ({
          id: `${promotion.component.organization}/${promotion.name}`,
          sortBy: [
            promotion.entityRef,
            `${promotion.from} ${promotion.to}`,
            promotion.release?.short ?? '',
            promotion.phase,
            promotion.startedAt,
          ],
          cells: [
            <Component key="component" of={promotion} />,
            <PromotionLink
              key="promotion"
              organization={promotion.component.organization}
              name={promotion.name}
            >
              <Route
                from={promotion.fromTitle ?? promotion.from}
                to={promotion.toTitle ?? promotion.to}
              />
            </PromotionLink>,
            promotion.release && (
              <ReleaseName key="release" release={promotion.release} />
            ),
            <span key="phase" className={styles.lines}>
              <PhaseBadge phase={promotion.phase} />
              {promotion.message && (
                <span className={styles.secondary}>
                  <MessageText text={promotion.message} />
                </span>
              )}
            </span>,
            <span key="requested">
              <RelativeTime at={promotion.startedAt} as="ago" />{' '}
              {promotion.requestedBy && (
                <PersonName entityRef={promotion.requestedBy} />
              )}
            </span>,
          ],
        }))}
      />
      {hidden > 0 && (
        <EmptyText>{t('platform.hidden', { count: hidden })}</EmptyText>
      )}
    </>
  );
}

/** The builds that have not ended. */
export function UnfinishedBuilds(props: { builds: readonly Build[] }) {
  const { builds } = props;
  const { t } = useTexts();
  if (builds.length === 0) {
    return <EmptyText>{t('platform.noBuilds')}</EmptyText>;
  }
  return (
    <DataTable
      label={t('platform.builds')}
      columns={[
        { id: 'component', label: t('catalog.column.component') },
        { id: 'phase', label: t('platform.column.phase') },
        { id: 'commit', label: t('catalog.column.commit') },
        { id: 'created', label: t('catalog.column.created') },
      ]}
      rows={builds.map(build => ({
        id: `${build.component.organization}/${build.name}`,
        cells: [
          <Component key="component" of={build} />,
          <span key="phase" className={styles.lines}>
            <BuildPhaseBadge phase={build.phase} />
            {build.message && (
              <span className={styles.secondary}>{build.message}</span>
            )}
          </span>,
          build.commit && <code key="commit">{build.commit.slice(0, 7)}</code>,
          build.createdAt && (
            <RelativeTime key="created" at={build.createdAt} as="ago" />
          ),
        ],
      }))}
    />
  );
}

function Component(props: {
  of: Pick<Build, 'component' | 'displayName' | 'entityRef'>;
}) {
  const { component, displayName, entityRef } = props.of;
  return (
    <span className={styles.lines}>
      <EntityName
        entityRef={entityRef}
        label={displayName ?? component.component}
      />
      <span className={styles.secondary}>
        {component.organization}/{component.project}
      </span>
    </span>
  );
}
