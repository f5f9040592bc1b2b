import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EnvironmentCard } from '@promenade/backstage-plugin-openchoreo-common';
import { Changed, CopyButton, imageLabel } from '../text';
import { openChoreoTranslationRef } from '../translation';
import styles from './card.module.css';

const shownImages = 2;

/** What runs: the short hash of the release, its images, and what it replaces while it does. */
export function ReleaseLine(props: { card: EnvironmentCard }) {
  const { release, replaces } = props.card;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  if (!release) return null;
  const more = release.images.length - shownImages;
  return (
    <div className={styles.release}>
      <Changed value={release.hash} className={styles.hash}>
        <code>{release.short}</code>
        <CopyButton
          text={release.hash}
          what={t('card.copyRelease', { release: release.short })}
        />
      </Changed>
      {release.images.slice(0, shownImages).map(({ container, image }) => (
        <span key={container} className={styles.image} title={image}>
          {imageLabel(image)}
        </span>
      ))}
      {more > 0 && (
        <span className={styles.quiet}>
          {t('card.moreImages', { count: more })}
        </span>
      )}
      {replaces && (
        <span className={styles.replaces}>
          {t('card.replaces', { release: replaces.short })}
        </span>
      )}
    </div>
  );
}
