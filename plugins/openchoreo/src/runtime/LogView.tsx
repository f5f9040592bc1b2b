import { useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { Button, SearchField, Select, Switch, Text } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import {
  reads,
  type ComponentRef,
  type LogReference,
  type RuntimeContainer,
  type RuntimeResource,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { saveFile } from '../saveFile';
import { ErrorAlert, errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { useMutation } from '../useMutation';
import { LogLines } from './LogLines';
import { matchingLines, maxLines } from './logText';
import { useLog } from './useLog';
import styles from './runtime.module.css';

interface LogViewProps {
  component: ComponentRef;
  environment: string;
  resource: RuntimeResource;
  pod: NonNullable<RuntimeResource['pod']>;
  /** Default: the one that failed, or else the first that has a log. */
  container?: string;
  previous: boolean;
  failure?: LogReference;
  onChoose: (container: string, previous: boolean) => void;
  onShowEvents: () => void;
}

/** The log of a container: which container and run, search, follow, download. */
export function LogView(props: LogViewProps) {
  const { pod, previous, onChoose } = props;
  const { t } = useTexts();
  const container = chosenContainer(props);
  if (!container) return null;
  const isPrevious = previous && container.lastExit !== undefined;
  return (
    <>
      <div className={styles.logBar}>
        {pod.containers.length > 1 && (
          <Select
            size="small"
            label={t('log.container')}
            options={pod.containers.map(({ name }) => ({
              value: name,
              label: name,
            }))}
            value={container.name}
            onChange={key => key !== null && onChoose(String(key), false)}
          />
        )}
        {container.lastExit && (
          <Switch
            label={t('log.previous')}
            isSelected={isPrevious}
            onChange={on => onChoose(container.name, on)}
          />
        )}
      </div>
      {container.hasLog ? (
        <ContainerLog
          key={`${container.name} ${isPrevious}`}
          {...props}
          container={container.name}
          previous={isPrevious}
          run={isPrevious ? container.lastExit?.at : undefined}
        />
      ) : (
        <div className={styles.notice}>
          <Text color="secondary">{t('log.notStarted')}</Text>
          <Button size="small" variant="secondary" onPress={props.onShowEvents}>
            {t('log.showEvents')}
          </Button>
        </div>
      )}
    </>
  );
}

function chosenContainer({
  pod,
  container,
  failure,
}: LogViewProps): RuntimeContainer | undefined {
  const named = (name: string | undefined) =>
    pod.containers.find(each => each.name === name);
  return (
    named(container) ??
    named(failure?.container) ??
    pod.containers.find(({ hasLog, isInit }) => hasLog && !isInit) ??
    pod.containers[0]
  );
}

function ContainerLog(
  props: LogViewProps & {
    container: string;
    /** Changes when another run becomes the previous one. */
    run?: string;
  },
) {
  const { component, environment, container, previous, failure, run } = props;
  const { name: pod } = props.resource;
  const { t } = useTexts();
  const [follows, setFollows] = useState(true);
  const [search, setSearch] = useState('');
  const log = { ...component, environment, pod, container, previous };
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
  const isFailed =
    failure?.container === container && failure.previous === previous;
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
        <span role="status">{t(`log.status.${status}`)}</span>
        {' · '}
        {t('log.matches', { count: shown.length })}
      </span>
      {lines.length === 0 && status !== 'loading' && (
        <Text color="secondary">{t('log.empty')}</Text>
      )}
      {lines.length > 0 && shown.length === 0 && (
        <Text color="secondary">{t('log.noMatch', { text: search })}</Text>
      )}
      {shown.length > 0 && (
        <LogLines
          lines={shown}
          label={t('log.label', { container, pod })}
          search={search}
          failedAt={isFailed ? failure.at : undefined}
        />
      )}
    </>
  );
}

function DownloadButton(props: {
  log: ComponentRef & {
    environment: string;
    pod: string;
    container: string;
    previous: boolean;
  };
}) {
  const { log } = props;
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const { pending, error, run } = useMutation();
  const save = () =>
    run(async () => {
      const content = await api.download(reads.readLog, {
        ...log,
        tail: maxLines,
        format: 'text',
      });
      saveFile(content, `${log.pod}-${log.container}.log`);
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
