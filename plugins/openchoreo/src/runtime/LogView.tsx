import { Button, Select, Switch, Text } from '@backstage/ui';
import type {
  ComponentRef,
  LogReference,
  RuntimeContainer,
  RuntimeResource,
} from '@promenade/backstage-plugin-openchoreo-common';
import { useTexts } from '../useTexts';
import { LogPanel } from './LogPanel';
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

/** The log of a container, and which container and run. */
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
  const isFailed =
    failure?.container === container && failure.previous === previous;
  return (
    <LogPanel
      log={{ ...component, environment, pod, container, previous }}
      run={run}
      label={t('log.label', { container, pod })}
      failedAt={isFailed ? failure.at : undefined}
      texts={{ ended: t('log.exited'), empty: t('log.empty') }}
    />
  );
}
