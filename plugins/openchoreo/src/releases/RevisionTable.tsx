import { Box, Button, Checkbox } from '@backstage/ui';
import type {
  ComponentRef,
  PromotionRecord,
  ReleaseRevision,
} from '@promenade/backstage-plugin-openchoreo-common';
import { PhaseBadge } from '../state/PhaseBadge';
import { PersonName, ReleaseLabel, releaseText } from '../text';
import { RelativeTime } from '../time';
import { useTexts } from '../useTexts';
import { revisionKey } from './revisionKey';
import { useHistory } from './useHistory';
import { useReloadOnChange } from './useReloadOnChange';
import contrast from '../text/contrast.module.css';
import styles from './releases.module.css';

/** The most promotions that the backend returns at once. */
const maxPromotions = 200;

/** The revisions of an environment, newest first: release, time, person, how it came, and the rollback to it. */
export function RevisionTable(props: {
  component: ComponentRef;
  environment: string;
  /** Changes when the promotions must be loaded again. */
  version: string;
  revisions: readonly ReleaseRevision[];
  labelOf: (environment: string) => string;
  selected: readonly ReleaseRevision[];
  /** Why the caller may not roll back. */
  deniedReason: string | undefined;
  onToggle: (revision: ReleaseRevision) => void;
  onRollBack: (revision: ReleaseRevision) => void;
}) {
  const { component, environment, version, revisions, labelOf } = props;
  const { selected, deniedReason, onToggle, onRollBack } = props;
  const { t } = useTexts();
  const { items: promotions, reload } = useHistory(component, {
    environment,
    limit: maxPromotions,
  });
  useReloadOnChange(version, reload);
  const selectedKeys = new Set(selected.map(revisionKey));
  return (
    <Box bg="neutral" className={`${styles.surface} ${contrast.surface}`}>
      <table
        className={styles.table}
        aria-label={t('releases.table', { environment: labelOf(environment) })}
      >
        <thead>
          <tr>
            <th scope="col">{t('releases.release')}</th>
            <th scope="col">{t('releases.since')}</th>
            <th scope="col">{t('releases.until')}</th>
            <th scope="col">{t('releases.by')}</th>
            <th scope="col">{t('releases.origin')}</th>
            <th scope="col">{t('releases.rollBack')}</th>
          </tr>
        </thead>
        <tbody>
          {revisions.map(revision => (
            <RevisionRow
              key={revisionKey(revision)}
              revision={revision}
              promotion={promotions?.find(
                ({ name }) => name === revision.promotion,
              )}
              labelOf={labelOf}
              isSelected={selectedKeys.has(revisionKey(revision))}
              deniedReason={deniedReason}
              onToggle={onToggle}
              onRollBack={onRollBack}
            />
          ))}
        </tbody>
      </table>
    </Box>
  );
}

function RevisionRow(props: {
  revision: ReleaseRevision;
  promotion: PromotionRecord | undefined;
  labelOf: (environment: string) => string;
  isSelected: boolean;
  deniedReason: string | undefined;
  onToggle: (revision: ReleaseRevision) => void;
  onRollBack: (revision: ReleaseRevision) => void;
}) {
  const { revision, promotion, labelOf, isSelected } = props;
  const { deniedReason, onToggle, onRollBack } = props;
  const { release, since, until, by, isCurrent } = revision;
  const { t } = useTexts();
  return (
    <tr data-selected={isSelected || undefined}>
      <th scope="row">
        <span className={styles.releaseCell}>
          <Checkbox
            isSelected={isSelected}
            onChange={() => onToggle(revision)}
            isDisabled={!release.hash}
            aria-label={t('releases.select', { release: releaseName(release) })}
          />
          {release.hash ? (
            <ReleaseLabel
              version={release.version}
              short={release.short}
              hash={release.hash}
              title={release.images.join('\n')}
            />
          ) : (
            <code className={styles.hash}>{release.name}</code>
          )}
        </span>
      </th>
      <td data-label={t('releases.since')}>
        {since && <RelativeTime at={since} as="ago" />}
      </td>
      <td data-label={t('releases.until')}>
        {isCurrent && <span className={styles.tag}>{t('releases.now')}</span>}
        {until && <RelativeTime at={until} as="ago" />}
      </td>
      <td data-label={t('releases.by')}>
        {by && <PersonName entityRef={by} />}
      </td>
      <td data-label={t('releases.origin')}>
        <Origin revision={revision} promotion={promotion} labelOf={labelOf} />
      </td>
      <td data-label={t('releases.rollBack')}>
        {!isCurrent && (
          <RollBackButton
            revision={revision}
            deniedReason={deniedReason}
            onRollBack={onRollBack}
          />
        )}
      </td>
    </tr>
  );
}

/** The name of a release in a sentence. One that is not kept any more has only the name of its artifact. */
function releaseName(release: ReleaseRevision['release']): string {
  return releaseText(release) || release.name;
}

/** How a revision came: by a promotion or a rollback, with its outcome, or by a deployment. */
function Origin(props: {
  revision: ReleaseRevision;
  promotion: PromotionRecord | undefined;
  labelOf: (environment: string) => string;
}) {
  const { revision, promotion, labelOf } = props;
  const { t } = useTexts();
  if (!promotion) {
    return (
      <>
        {revision.promotion
          ? t('releases.byPromotion')
          : t('releases.byDeployment')}
      </>
    );
  }
  return (
    <span className={styles.origin}>
      <span>
        {promotion.type === 'RollBack'
          ? t('releases.byRollBack')
          : t('releases.fromEnvironment', {
              environment: labelOf(promotion.from),
            })}
      </span>
      <PhaseBadge phase={promotion.phase} />
      {promotion.reason && <q className={styles.reason}>{promotion.reason}</q>}
    </span>
  );
}

function RollBackButton(props: {
  revision: ReleaseRevision;
  deniedReason: string | undefined;
  onRollBack: (revision: ReleaseRevision) => void;
}) {
  const { revision, deniedReason, onRollBack } = props;
  const { canRollBack, reason, release } = revision;
  const { t } = useTexts();
  const blocker = canRollBack
    ? deniedReason
    : reason ?? t('action.notPossible');
  return (
    <span className={styles.rollBack}>
      <Button
        size="small"
        variant="secondary"
        isDisabled={blocker !== undefined}
        aria-label={t('releases.rollBackLabel', {
          release: releaseName(release),
        })}
        onPress={() => onRollBack(revision)}
      >
        {t('releases.rollBackTo')}
      </Button>
      {blocker && <span className={styles.reason}>{blocker}</span>}
    </span>
  );
}
