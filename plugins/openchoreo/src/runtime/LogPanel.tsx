import { useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { Button, SearchField, Switch, Text } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { openChoreoApiRef } from '../api';
import { saveFile } from '../saveFile';
import { ErrorAlert, errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { useMutation } from '../useMutation';
import { LogLines } from './LogLines';
import { downloadLog, type FollowedLog } from './logRequests';
import { matchingLines } from './logText';
import { useLog } from './useLog';
import styles from './runtime.module.css';

/** A log: search, follow, download. */
export function LogPanel(props: {
  log: FollowedLog;
  /** Identifies the run that writes it. The log of another run takes its place. */
  run?: string;
  label: string;
  /** ISO 8601 time of a failure, whose lines are highlighted. */
  failedAt?: string;
  texts: { ended: string; empty: string };
}) {
  const { log, run, label, failedAt, texts } = props;
  const { t } = useTexts();
  const [follows, setFollows] = useState(true);
  const [search, setSearch] = useState('');
  const { lines, status, error, retry } = useLog(log, follows, run);
  const shown = matchingLines(lines, search);
  if (error) {
    return (
      <ErrorAlert
        title={t('log.failed')}
        text={errorMessage(error)}
        action={{ label: t('runtime.retry'), onPress: retry }}
      />
    );
  }
  return (
    <>
      <div className={styles.logBar}>
        <SearchField
          className={styles.search}
          size="small"
          aria-label={t('log.search')}
          placeholder={t('log.search')}
          value={search}
          onChange={setSearch}
        />
        {status !== 'ended' && (
          <Switch
            label={t('log.follow')}
            isSelected={follows}
            onChange={setFollows}
          />
        )}
        <DownloadButton log={log} />
      </div>
      <span className={styles.logStatus}>
        <span role="status">
          {status === 'ended' ? texts.ended : t(`log.status.${status}`)}
        </span>
        {' · '}
        {t('log.matches', { count: shown.length })}
      </span>
      {lines.length === 0 && status !== 'loading' && (
        <Text color="secondary">{texts.empty}</Text>
      )}
      {lines.length > 0 && shown.length === 0 && (
        <Text color="secondary">{t('log.noMatch', { text: search })}</Text>
      )}
      {shown.length > 0 && (
        <LogLines
          lines={shown}
          label={label}
          search={search}
          failedAt={failedAt}
        />
      )}
    </>
  );
}

function DownloadButton(props: { log: FollowedLog }) {
  const { log } = props;
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const { pending, error, run } = useMutation();
  const save = () =>
    run(async () => {
      const { content, name } = await downloadLog(api, log);
      saveFile(content, name);
    });
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiDownloadLine />}
        isPending={pending}
        onPress={save}
      >
        {t('log.download')}
      </Button>
      {error && (
        <ErrorAlert
          title={t('log.downloadFailed')}
          text={errorMessage(error)}
        />
      )}
    </>
  );
}
