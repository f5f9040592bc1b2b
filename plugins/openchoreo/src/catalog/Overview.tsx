import type { ReactNode } from 'react';
import {
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Skeleton,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import {
  isResponseError,
  type DeployBoard,
  type ReadDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { z } from 'zod';
import { LiveIndicator, useLiveRead } from '../live';
import { ErrorAlert, errorMessage } from '../text';
import { formatClock, useLocale } from '../time';
import { useTexts } from '../useTexts';
import contrast from '../text/contrast.module.css';
import styles from './catalog.module.css';

/**
 * The cards of an entity, which share one live answer. While it is loading, and when it fails before the first answer, there is one card
 * with the title.
 */
export function Overview<
  Input extends z.ZodObject,
  Output extends z.ZodType<Pick<DeployBoard, 'asOf' | 'stale'>>,
>(props: {
  title: string;
  read: ReadDeclaration<Input, Output>;
  input: z.input<Input>;
  /**
   * @param live - whether the data is current, for the header of the first card
   * @param reload - reads what changed at once, such as after a verb
   */
  children: (
    value: z.output<Output>,
    live: ReactNode,
    reload: () => void,
  ) => ReactNode;
}) {
  const { title, read, input, children } = props;
  const { t } = useTexts();
  const locale = useLocale();
  const { value, error, reconnect, ...connection } = useLiveRead(read, input);
  const isRejected = isResponseError(error) && error.statusCode < 500;
  if (!value) {
    return (
      <OverviewCard title={title}>
        {error ? (
          <ErrorAlert
            title={t(isRejected ? 'catalog.notShown' : 'catalog.failed')}
            text={errorMessage(error)}
            action={{ label: t('plan.retry'), onPress: reconnect }}
          />
        ) : (
          <div className={styles.loading}>
            <VisuallyHidden role="status">
              {t('catalog.loading')}
            </VisuallyHidden>
            <Skeleton width="40%" height={24} aria-hidden="true" />
            <Skeleton width="100%" height={40} aria-hidden="true" />
            <Skeleton width="100%" height={40} aria-hidden="true" />
            <Skeleton width="100%" height={40} aria-hidden="true" />
          </div>
        )}
      </OverviewCard>
    );
  }
  return (
    <div className={styles.stack}>
      {children(
        value,
        <LiveIndicator {...connection} onReconnect={reconnect} />,
        reconnect,
      )}
      {value.stale && (
        <Text as="p" color="secondary">
          {t('board.stale', {
            time: formatClock(Date.parse(value.stale.since), locale),
          })}
        </Text>
      )}
    </div>
  );
}

/** A card of an entity page. The header actions are below the title where both do not fit side by side. */
export function OverviewCard(props: {
  title: string;
  headerActions?: ReactNode;
  footerActions?: ReactNode;
  children: ReactNode;
}) {
  const { title, headerActions, footerActions, children } = props;
  return (
    <Card className={contrast.surface}>
      <CardHeader>
        <div className={styles.header}>
          <Text as="h2" variant="title-x-small" weight="bold">
            {title}
          </Text>
          {headerActions}
        </div>
      </CardHeader>
      <CardBody>
        <div className={styles.body}>{children}</div>
      </CardBody>
      {footerActions && (
        <CardFooter className={styles.footer}>{footerActions}</CardFooter>
      )}
    </Card>
  );
}

/** A part of a card, with a heading. */
export function Section(props: { title: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h3 className={styles.sectionTitle}>{props.title}</h3>
      {props.children}
    </section>
  );
}

/** Shown instead of an empty table: what belongs there, and what to do. */
export function EmptyText(props: { children: ReactNode }) {
  return (
    <Text as="p" color="secondary">
      {props.children}
    </Text>
  );
}
