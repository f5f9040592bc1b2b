import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { RiArrowRightLine } from '@remixicon/react';
import type { PlanChange } from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoTranslationRef } from '../translation';
import { planAreas } from './planAreas';
import styles from './promote.module.css';

/** What a promotion changes: before and after, by area. */
export function PlanChanges(props: { changes: readonly PlanChange[] }) {
  const { t } = useTranslationRef(openChoreoTranslationRef);
  return (
    <>
      {planAreas(props.changes).map(({ area, changes }) => (
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
  const { t } = useTranslationRef(openChoreoTranslationRef);
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
