import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Skeleton, Text, VisuallyHidden } from '@backstage/ui';
import {
  reads,
  type ComponentRef,
  type RuntimeResource,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { ErrorAlert, errorMessage } from '../text';
import { RelativeTime } from '../time';
import { useTexts } from '../useTexts';
import { useRequest, useStable } from '../useRequest';
import styles from './runtime.module.css';

/** The events of an object, the newest first. */
export function EventList(props: {
  component: ComponentRef;
  environment: string;
  resource: RuntimeResource;
}) {
  const { component, environment } = props;
  const { kind, name, namespace } = props.resource;
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const input = useStable({ ...component, environment, kind, name, namespace });
  const { value, error, loading, reload } = useRequest(
    useCallback(
      (signal: AbortSignal) =>
        api.request(reads.listRuntimeEvents, input, { signal }),
      [api, input],
    ),
  );
  if (error) {
    return (
      <ErrorAlert
        title={t('events.failed')}
        text={errorMessage(error)}
        action={{ label: t('runtime.retry'), onPress: reload }}
      />
    );
  }
  if (!value) {
    return (
      <>
        <VisuallyHidden role="status">{t('events.loading')}</VisuallyHidden>
        <Skeleton height={48} aria-hidden="true" />
        <Skeleton height={48} aria-hidden="true" />
      </>
    );
  }
  return (
    <>
      {value.events.length === 0 && (
        <Text color="secondary">{t('events.empty')}</Text>
      )}
      <ul className={styles.list}>
        {value.events.map((event, index) => (
          <li key={index} className={styles.event} data-type={event.type}>
            <span className={styles.eventTop}>
              <span className={styles.kind}>{event.reason}</span>
              {event.type === 'Warning' && (
                <span className={styles.tag} data-color="warning">
                  {t('events.Warning')}
                </span>
              )}
              <span className={styles.health}>
                {event.lastSeen && <RelativeTime at={event.lastSeen} />}
                {event.count > 1 &&
                  ` · ${t('events.count', { number: String(event.count) })}`}
                {event.source &&
                  ` · ${t('events.from', { source: event.source })}`}
              </span>
            </span>
            <span>{event.message}</span>
          </li>
        ))}
      </ul>
      <div className={styles.buttons}>
        <Button
          size="small"
          variant="secondary"
          isPending={loading}
          onPress={reload}
        >
          {t('events.refresh')}
        </Button>
      </div>
    </>
  );
}
