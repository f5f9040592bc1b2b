import { useState, type ReactNode } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  Box,
  Button,
  Container,
  Skeleton,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import {
  commands,
  reads,
  syncStatus,
  type CatalogSyncReport,
  isResponseError,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { EmptyState } from '../board/BoardError';
import { useLiveRead } from '../live';
import { CopyButton, ErrorAlert, errorMessage, Facts } from '../text';
import { RelativeTime, useLocale } from '../time';
import { useTexts } from '../useTexts';
import { useMutation } from '../useMutation';
import { ControlPlanes, HeldRemovals, RejectedResources } from './SyncTables';
import { SyncStatusAlert } from './SyncStatusAlert';
import contrast from '../text/contrast.module.css';
import styles from './sync.module.css';

/** How the catalog follows the control plane, for platform engineers. */
export function SyncPage() {
  const { t } = useTexts();
  const { value, error, reconnect } = useLiveRead(reads.getCatalogSync, {});
  if (isResponseError(error) && error.statusCode === 403) {
    return (
      <Container>
        <EmptyState
          title={t('sync.forbidden')}
          text={t('sync.forbiddenText')}
        />
      </Container>
    );
  }
  return (
    <Container>
      <div className={styles.page}>
        {error && (
          <ErrorAlert
            title={t('sync.failed')}
            text={errorMessage(error)}
            action={{ label: t('plan.retry'), onPress: reconnect }}
          />
        )}
        {value && <SyncContents report={value} onSynced={reconnect} />}
        {!value && !error && <SyncSkeleton />}
      </div>
    </Container>
  );
}

function SyncContents(props: {
  report: CatalogSyncReport;
  onSynced: () => void;
}) {
  const { report, onSynced } = props;
  const { watch, provider, rejected } = report;
  const { t } = useTexts();
  const grants = [{ name: '', ...watch }, ...(watch.sources ?? [])].flatMap(
    ({ name, grant }) => (grant ? [{ name, grant }] : []),
  );
  return (
    <>
      <div className={styles.section}>
        <SyncStatusAlert status={syncStatus(report)} />
        {provider && <SyncFacts report={report} onSynced={onSynced} />}
      </div>
      {watch.sources && (
        <Section title={t('sync.controlPlanes')}>
          <ControlPlanes sources={watch.sources} />
        </Section>
      )}
      {provider && (
        <Section title={t('sync.entities')}>
          {provider.entities.length ? (
            <Facts
              facts={provider.entities.map(({ kind, count }) => [
                kindLabel(kind),
                count,
              ])}
            />
          ) : (
            <Text as="p" color="secondary">
              {t('sync.noEntities')}
            </Text>
          )}
        </Section>
      )}
      {grants.map(({ name, grant }) => (
        <Section
          key={name}
          title={[t('sync.grantTitle'), name].join(' ').trim()}
        >
          <pre className={styles.manifest}>{grant}</pre>
          <CopyButton text={grant} name={t('sync.grantCopy')} />
        </Section>
      ))}
      {provider && provider.heldRemovals.length > 0 && (
        <Section title={t('sync.heldTitle')}>
          {provider.heldSources.map(({ source }) => (
            <SyncButton
              key={source}
              canSync={report.canSync}
              acceptSource={source}
              onSynced={onSynced}
            />
          ))}
          <HeldRemovals removals={provider.heldRemovals} />
        </Section>
      )}
      <Section title={t('sync.rejected')}>
        {rejected.length ? (
          <RejectedResources resources={rejected} />
        ) : (
          <Text as="p" color="secondary">
            {t('sync.noneRejected')}
          </Text>
        )}
      </Section>
    </>
  );
}

/** The times of the last comparison and change, the changes that wait, and the button to compare now. */
function SyncFacts(props: { report: CatalogSyncReport; onSynced: () => void }) {
  const { report, onSynced } = props;
  const { watch, provider, canSync } = report;
  const { t } = useTexts();
  const never = t('sync.never');
  const ago = (time: string | undefined) =>
    time ? <RelativeTime at={time} as="ago" /> : never;
  return (
    <Box bg="neutral" className={`${styles.facts} ${contrast.surface}`}>
      <Facts
        facts={[
          [t('sync.lastComparison'), ago(provider?.lastComparison?.at)],
          [t('sync.lastChange'), ago(provider?.lastChange)],
          [t('sync.lastSeen'), ago(watch.lastSeen)],
          [t('sync.queue'), provider?.waiting ?? 0],
          [
            t('sync.writer'),
            t(provider?.isWriter ? 'sync.thisInstance' : 'sync.otherInstance'),
          ],
        ]}
      />
      {provider && provider.unreadTypes.length > 0 && (
        <p className={styles.secondary}>
          {t('sync.unreadTypes', { types: provider.unreadTypes.join(', ') })}
        </p>
      )}
      <SyncButton canSync={canSync} onSynced={onSynced} />
    </Box>
  );
}

function SyncButton(props: {
  canSync: boolean;
  /** The name of a held control plane, which is accepted. */
  acceptSource?: string;
  onSynced: () => void;
}) {
  const { canSync, acceptSource, onSynced } = props;
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const locale = useLocale();
  const { pending, error, run } = useMutation();
  const [result, setResult] = useState<CatalogSyncReport>();
  const sync = async () => {
    setResult(undefined);
    await run(async () =>
      setResult(
        await api.request(
          commands.syncCatalog,
          acceptSource === undefined ? {} : { acceptSources: [acceptSource] },
        ),
      ),
    );
    onSynced();
  };
  const label = () => {
    if (acceptSource === undefined) return t('sync.now');
    return acceptSource
      ? t('sync.accept', { name: acceptSource })
      : t('sync.acceptUnnamed');
  };
  const resultText = () => {
    const provider = result?.provider;
    if (!provider) return '';
    if (!provider.isWriter) return t('sync.doneElsewhere');
    const seconds = provider.lastComparison?.durationSeconds ?? 0;
    return t('sync.done', {
      seconds: seconds.toLocaleString(locale, { maximumSignificantDigits: 2 }),
    });
  };
  return (
    <div className={styles.sync}>
      <Button
        variant={acceptSource === undefined ? 'primary' : 'secondary'}
        isDisabled={!canSync}
        isPending={pending}
        onPress={sync}
      >
        {label()}
      </Button>
      <p role="status" className={styles.secondary}>
        {canSync ? resultText() : t('sync.nowForbidden')}
      </p>
      {error && (
        <ErrorAlert title={t('sync.nowFailed')} text={errorMessage(error)} />
      )}
    </div>
  );
}

function Section(props: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={props.title}>
      <Text as="h2" variant="title-x-small" weight="bold">
        {props.title}
      </Text>
      {props.children}
    </section>
  );
}

/** `Component` of `component`, and `API` of `api`. */
function kindLabel(kind: string): string {
  return kind === 'api'
    ? 'API'
    : kind.charAt(0).toLocaleUpperCase('en-US') + kind.slice(1);
}

function SyncSkeleton() {
  const { t } = useTexts();
  return (
    <div className={styles.section}>
      <VisuallyHidden role="status">{t('sync.loading')}</VisuallyHidden>
      <Skeleton width="100%" height={48} aria-hidden="true" />
      <Skeleton width="100%" height={128} aria-hidden="true" />
      <Skeleton width="100%" height={96} aria-hidden="true" />
    </div>
  );
}
