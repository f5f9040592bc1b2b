import { Button } from '@backstage/ui';
import type {
  RuntimeContainer,
  RuntimeResource,
} from '@promenade/backstage-plugin-openchoreo-common';
import { Facts } from '../text';
import { RelativeTime } from '../time';
import { useTexts } from '../useTexts';
import styles from './runtime.module.css';

type ShowLog = (container: string, previous: boolean) => void;

/** The containers of a pod, with their state and links to their logs. */
export function ContainerList(props: {
  pod: NonNullable<RuntimeResource['pod']>;
  onShowLog: ShowLog;
}) {
  const { pod, onShowLog } = props;
  const { t } = useTexts();
  return (
    <>
      <Facts
        facts={[
          [t('container.phase'), pod.phase],
          ...(pod.node ? [[t('container.node'), pod.node] as const] : []),
        ]}
      />
      <ul className={styles.list}>
        {pod.containers.map(container => (
          <li key={container.name} className={styles.container}>
            <Container container={container} onShowLog={onShowLog} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Container(props: { container: RuntimeContainer; onShowLog: ShowLog }) {
  const { container, onShowLog } = props;
  const { t } = useTexts();
  const { name, image, isInit, state, reason, message, exitCode } = container;
  const { since, restarts, hasLog, lastExit } = container;
  return (
    <>
      <h3 className={styles.containerName}>
        <span className={styles.name}>{name}</span>
        {isInit && <span className={styles.tag}>{t('container.init')}</span>}
        <span className={styles.health}>
          {[
            t(`container.state.${state}`),
            reason,
            exitCode === undefined
              ? undefined
              : t('container.exitCode', { code: String(exitCode) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </h3>
      {message && <p className={styles.message}>{message}</p>}
      <Facts
        facts={[
          [t('container.image'), <code key="image">{image}</code>],
          ...(since
            ? [
                [
                  t('container.since'),
                  <RelativeTime key="since" at={since} />,
                ] as const,
              ]
            : []),
          [t('container.restarts'), String(restarts)],
          ...(lastExit
            ? [
                [
                  t('container.lastExit'),
                  t('container.lastExitValue', {
                    reason: lastExit.reason ?? '',
                    code: String(lastExit.exitCode),
                  }),
                ] as const,
              ]
            : []),
        ]}
      />
      <div className={styles.buttons}>
        {hasLog && (
          <Button
            size="small"
            variant="secondary"
            onPress={() => onShowLog(name, false)}
          >
            {t('container.showLog', { container: name })}
          </Button>
        )}
        {lastExit && (
          <Button
            size="small"
            variant="secondary"
            onPress={() => onShowLog(name, true)}
          >
            {t('container.showPreviousLog', { container: name })}
          </Button>
        )}
      </div>
    </>
  );
}
