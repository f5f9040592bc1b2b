import { VisuallyHidden } from '@backstage/ui';
import { RiArrowRightLine } from '@remixicon/react';
import type { PlanChange } from '@promenade/backstage-plugin-openchoreo-common';
import { useTexts } from '../useTexts';
import styles from './plan.module.css';

/** The areas of a plan, in the order that they are shown. */
const areas = [
  'images',
  'configuration',
  'connections',
  'exposure',
  'policies',
  'other',
] as const satisfies readonly PlanChange['area'][];

/** Groups the changes of a plan by area. Areas without changes are omitted. */
export function groupChangesByArea(changes: readonly PlanChange[]) {
  return areas
    .map(area => ({
      area,
      changes: changes.filter(change => change.area === area),
    }))
    .filter(group => group.changes.length > 0);
}

/** The changes of a promotion by area, with the values before and after. */
export function PlanChanges(props: { changes: readonly PlanChange[] }) {
  const { t } = useTexts();
  return (
    <>
      {groupChangesByArea(props.changes).map(({ area, changes }) => (
        <section key={area} className={styles.area}>
          <h4 className={styles.areaTitle}>{t(`plan.area.${area}`)}</h4>
          <dl className={styles.changes}>
            {changes.map(change => (
              <Change key={change.path} change={change} />
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}

function Change(props: { change: PlanChange }) {
  const { path, before, after } = props.change;
  const { t } = useTexts();
  return (
    <div className={styles.change}>
      <dt className={styles.path}>{path}</dt>
      <dd className={styles.values}>
        {before === undefined ? (
          <span className={styles.absent}>{t('plan.added')}</span>
        ) : (
          <del className={styles.before}>
            <VisuallyHidden>{t('plan.before')} </VisuallyHidden>
            {before}
          </del>
        )}
        <RiArrowRightLine
          size={14}
          aria-hidden="true"
          className={styles.arrow}
        />
        {after === undefined ? (
          <span className={styles.absent}>{t('plan.removed')}</span>
        ) : (
          <ins className={styles.after}>
            <VisuallyHidden>{t('plan.after')} </VisuallyHidden>
            {after}
          </ins>
        )}
      </dd>
    </div>
  );
}
