import type { ReactNode } from 'react';
import { Button, Skeleton, Text, VisuallyHidden } from '@backstage/ui';
import { ErrorAlert, errorMessage } from '../text';
import type { PagesState } from '../usePages';
import { useTexts } from '../useTexts';

/** What matches the filters, page by page. */
export function AuditList<T>(props: {
  pages: PagesState<T>;
  /** Shown when nothing matches. */
  noMatch: string;
  children: (items: readonly T[]) => ReactNode;
}) {
  const { pages, noMatch, children } = props;
  const { items, error, loading, hasMore, loadMore, reload } = pages;
  const { t } = useTexts();
  return (
    <>
      {error && (
        <ErrorAlert
          title={t('audit.failed')}
          text={errorMessage(error)}
          action={{ label: t('plan.retry'), onPress: reload }}
        />
      )}
      {!items && !error && <AuditSkeleton />}
      {items?.length === 0 && !hasMore && (
        <Text as="p" role="status" color="secondary">
          {noMatch}
        </Text>
      )}
      {items && items.length > 0 && children(items)}
      {hasMore && (
        <span>
          <Button variant="secondary" isPending={loading} onPress={loadMore}>
            {t('audit.more')}
          </Button>
        </span>
      )}
    </>
  );
}

/** Shown while the first page is loaded. */
export function AuditSkeleton() {
  const { t } = useTexts();
  return (
    <div>
      <VisuallyHidden role="status">{t('audit.loading')}</VisuallyHidden>
      <Skeleton width="100%" height={48} aria-hidden="true" />
      <Skeleton width="100%" height={160} aria-hidden="true" />
    </div>
  );
}
