import type { PromotionDescription } from '@promenade/backstage-plugin-openchoreo-common';
import { ReleaseName, Route } from '../catalog/cells';
import { DataTable } from '../catalog/DataTable';
import { EmptyText, OverviewCard } from '../catalog/Overview';
import { PhaseBadge } from '../state/PhaseBadge';
import { PersonName } from '../text';
import { RelativeTime } from '../time';
import { useTexts } from '../useTexts';
import { PromotionLink } from './PromotionLink';

/** The other promotions of the component to the same environment, newest first. */
export function EarlierPromotions(props: {
  description: PromotionDescription;
}) {
  const { promotion, earlier } = props.description;
  const { t } = useTexts();
  const title = t('promotionPage.earlier', { environment: promotion.to });
  if (earlier.length === 0) {
    return (
      <OverviewCard title={title}>
        <EmptyText>
          {t('promotionPage.noEarlier', { environment: promotion.to })}
        </EmptyText>
      </OverviewCard>
    );
  }
  return (
    <OverviewCard title={title}>
      <DataTable
        label={title}
        columns={[
          { id: 'promotion', label: t('promotionPage.column.promotion') },
          { id: 'release', label: t('promotionPage.column.release') },
          { id: 'result', label: t('promotionPage.column.result') },
          { id: 'requested', label: t('promotionPage.column.requested') },
        ]}
        rows={earlier.map(each => ({
          id: each.name,
          cells: [
            <PromotionLink
              key="promotion"
              organization={each.component.organization}
              name={each.name}
            >
              {each.type === 'RollBack' ? (
                t('verb.Roll back')
              ) : (
                <Route from={each.from} to={each.to} />
              )}
            </PromotionLink>,
            each.release && (
              <ReleaseName key="release" release={each.release} />
            ),
            <PhaseBadge key="result" phase={each.phase} />,
            <span key="requested">
              <RelativeTime at={each.startedAt} as="ago" />{' '}
              {each.requestedBy && <PersonName entityRef={each.requestedBy} />}
            </span>,
          ],
        }))}
      />
    </OverviewCard>
  );
}
