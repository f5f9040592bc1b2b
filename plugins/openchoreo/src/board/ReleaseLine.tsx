import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EnvironmentCard } from '@promenade/backstage-plugin-openchoreo-common';
import { ChangeHighlight, CopyButton, imageLabel } from '../text';
import { openChoreoTranslationRef } from '../translation';
import styles from './card.module.css';

const maxImages = 2;

/** The release of an environment: its short hash, its images, and the release that it replaces. */
export function ReleaseLine(props: { card: EnvironmentCard }) {
  const { release, replaces } = props.card;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  if (!release) return null;
  const hiddenCount = release.images.length - maxImages;
  return (
    <div className={styles.release}>
      <ChangeHighlight value={release.hash} className={styles.hash}>
        <code>{release.short}</code>
        <CopyButton
          text={release.hash}
          name={t('card.copyRelease', { release: release.short })}
        />
      </ChangeHighlight>
      {release.images.slice(0, maxImages).map(({ container, image }) => (
        <span key={container} className={styles.image} title={image}>
          {imageLabel(image)}
        </span>
      ))}
      {hiddenCount > 0 && (
        <span className={styles.secondary}>
          {t('card.moreImages', { count: hiddenCount })}
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
