import {
  releaseVersion,
  type EnvironmentCard,
  type ReleaseView,
} from '@promenade/backstage-plugin-openchoreo-common';
import { ChangeHighlight, imageLabel, PersonName, ReleaseLabel } from '../text';
import { RelativeTime } from '../time';
import { useTexts } from '../useTexts';
import styles from './card.module.css';

const maxImages = 2;

/** The release of an environment: its version and short hash, who deployed it and when, and the release that it replaces. */
export function ReleaseLine(props: { card: EnvironmentCard }) {
  const { release, replaces } = props.card;
  const { t } = useTexts();
  if (!release) return null;
  // Before the rollout the environment still runs what the promotion replaces.
  const isReplaced = replaces?.short === release.short;
  return (
    <div className={styles.release}>
      <ChangeHighlight value={release.hash}>
        <ReleaseLabel
          version={releaseVersion(release)}
          short={release.short}
          hash={release.hash}
          title={release.images.map(({ image }) => image).join('\n')}
        />
      </ChangeHighlight>
      <Deployer release={release} />
      <Images release={release} />
      {replaces && !isReplaced && (
        <span className={styles.secondary}>
          {t('card.replaces', { release: replaces.short })}
        </span>
      )}
    </div>
  );
}

function Deployer(props: { release: ReleaseView }) {
  const { deployedBy, deployedAt } = props.release;
  const { t } = useTexts();
  if (!deployedAt) return null;
  return (
    <span className={styles.secondary}>
      {deployedBy
        ? t('card.deployedBy', {
            person: <PersonName entityRef={deployedBy} />,
            time: <RelativeTime at={deployedAt} as="ago" />,
          })
        : t('card.deployed', {
            time: <RelativeTime at={deployedAt} as="ago" />,
          })}
    </span>
  );
}

/** The images of a release that has several. The tag of a single one is the version. */
function Images(props: { release: ReleaseView }) {
  const { images } = props.release;
  const { t } = useTexts();
  if (images.length < 2) return null;
  const hiddenCount = images.length - maxImages;
  return (
    <>
      {images.slice(0, maxImages).map(({ container, image }) => (
        <span key={container} className={styles.image} title={image}>
          {imageLabel(image)}
        </span>
      ))}
      {hiddenCount > 0 && (
        <span className={styles.secondary}>
          {t('card.moreImages', { count: hiddenCount })}
        </span>
      )}
    </>
  );
}
