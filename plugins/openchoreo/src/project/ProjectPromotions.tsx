import { Button } from '@backstage/ui';
import { Route } from '../catalog/cells';
import { DataTable } from '../catalog/DataTable';
import { useTexts } from '../useTexts';
import type { PromotionOffer } from './promotionOffers';
import styles from './project.module.css';

/** The paths of a pipeline, how many components can be promoted along each, and the button that begins it. */
export function ProjectPromotions(props: {
  offers: readonly PromotionOffer[];
  labelOf: (environment: string) => string;
  onSelect: (offer: PromotionOffer) => void;
}) {
  const { offers, labelOf, onSelect } = props;
  const { t } = useTexts();
  return (
    <DataTable
      label={t('project.promotions')}
      columns={[
        { id: 'promotion', label: t('catalog.column.promotion') },
        { id: 'components', label: t('project.column.components') },
        { id: 'approval', label: t('catalog.column.approval') },
        { id: 'action', label: t('project.column.action') },
      ]}
      rows={offers.map(offer => {
        const { edge, possible } = offer;
        const from = labelOf(edge.from);
        const to = labelOf(edge.to);
        return {
          id: `${edge.from}/${edge.to}`,
          cells: [
            <Route key="route" from={from} to={to} />,
            possible.length
              ? t('project.differ', { count: possible.length })
              : t('project.noneDiffer'),
            edge.requiresApproval
              ? t('board.needsApproval')
              : t('catalog.noApproval'),
            <div key="action" className={styles.action}>
              <Button
                variant="secondary"
                isDisabled={possible.length === 0}
                onPress={() => onSelect(offer)}
              >
                {t('project.promote', { environment: to })}
              </Button>
              {possible.length === 0 && (
                <span className={styles.secondary}>
                  {t('project.nothingToPromote', { from, to })}
                </span>
              )}
            </div>,
          ],
        };
      })}
    />
  );
}
