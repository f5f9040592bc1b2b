import { useState } from 'react';
import { Button } from '@backstage/ui';
import { RiArrowRightSLine } from '@remixicon/react';
import type {
  BuildRun,
  ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import { BuildPhaseBadge, Tag } from '../catalog/cells';
import { CopyButton, Facts, MessageText, PersonName } from '../text';
import { RelativeTime } from '../time';
import { useTexts } from '../useTexts';
import { BuildSteps } from './BuildSteps';
import styles from './builds.module.css';

/** A build in one line. It opens to its steps, its image, and why it is in its phase. */
export function BuildEntry(props: {
  component: ComponentRef;
  build: BuildRun;
  isOpenAtFirst: boolean;
  /** Starts a build of the same commit. Undefined where that is not possible. */
  onBuildAgain?: () => void;
}) {
  const { component, build, isOpenAtFirst, onBuildAgain } = props;
  const { phase, branch, commit, createdAt, message, image, isSimulated } =
    build;
  const { t } = useTexts();
  // Whoever reads the steps of a build does not lose them when it ends.
  const [isOpen] = useState(isOpenAtFirst);
  return (
    <details className={styles.build} open={isOpen}>
      <summary className={styles.summary}>
        <RiArrowRightSLine
          size={16}
          aria-hidden="true"
          className={styles.arrow}
        />
        <BuildPhaseBadge phase={phase} />
        <span className={styles.revision}>
          {commit && <code>{commit.slice(0, 7)}</code>}
          {branch && <span className={styles.secondary}>{branch}</span>}
          {isSimulated && <Tag>{t('board.simulated')}</Tag>}
        </span>
        <span className={styles.secondary}>
          <Starter build={build} />
        </span>
        <span className={styles.time}>
          {createdAt && <RelativeTime at={createdAt} as="ago" />}
        </span>
      </summary>
      <div className={styles.details}>
        {message && phase !== 'Succeeded' && (
          <p className={styles.message} data-phase={phase}>
            <MessageText text={message} />
          </p>
        )}
        {isSimulated && (
          <p className={styles.secondary}>{t('builds.simulatedMeaning')}</p>
        )}
        <Facts
          facts={[
            [t('builds.name'), <code key="name">{build.name}</code>],
            ...(commit
              ? [
                  [
                    t('builds.commit'),
                    <span key="commit" className={styles.copied}>
                      <code>{commit}</code>
                      <CopyButton text={commit} name={t('builds.theCommit')} />
                    </span>,
                  ] as const,
                ]
              : []),
            ...(image
              ? [[t('builds.image'), <code key="image">{image}</code>] as const]
              : []),
          ]}
        />
        <BuildSteps component={component} build={build} />
        {commit && onBuildAgain && (
          <div className={styles.start}>
            <Button size="small" variant="secondary" onPress={onBuildAgain}>
              {t('builds.again')}
            </Button>
          </div>
        )}
      </div>
    </details>
  );
}

/** Who, or what, has started a build. */
function Starter(props: { build: BuildRun }) {
  const { requestedBy, scheduledAt } = props.build;
  const { t } = useTexts();
  if (scheduledAt) return <>{t('builds.bySchedule')}</>;
  if (!requestedBy) return null;
  return <PersonName entityRef={requestedBy} />;
}
