import {
  Button,
  Container,
  Skeleton,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import {
  reads,
  type ProjectList,
} from '@promenade/backstage-plugin-openchoreo-common';
import { EmptyState } from '../board/BoardError';
import { useLiveRead } from '../live';
import { ExportButtons } from '../releases/ExportButtons';
import { useHistory } from '../releases/useHistory';
import { useKnownPeople } from '../releases/useKnownPeople';
import { ErrorAlert, errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { AuditFilters } from './AuditFilters';
import { AuditTable } from './AuditTable';
import { useAuditFilter } from './useAuditFilter';
import styles from './audit.module.css';

/** Who promoted, approved, rejected and rolled back what, with filters and exports. */
export function AuditPage() {
  const { t } = useTexts();
  const { value, error, reconnect } = useLiveRead(reads.listProjects, {});
  return (
    <Container>
      <div className={styles.page}>
        {error && (
          <ErrorAlert
            title={t('audit.failed')}
            text={errorMessage(error)}
            action={{ label: t('plan.retry'), onPress: reconnect }}
          />
        )}
        {!value && !error && <AuditSkeleton />}
        {value?.projects.length === 0 && (
          <EmptyState
            title={t('audit.noProjects')}
            text={t('audit.noProjectsText')}
          />
        )}
        {value && value.projects.length > 0 && (
          <Audit projects={value.projects} />
        )}
      </div>
    </Container>
  );
}

function Audit(props: { projects: ProjectList['projects'] }) {
  const { projects } = props;
  const { t } = useTexts();
  const { choice, setChoice, scope, filter } = useAuditFilter(
    projects[0].organization,
  );
  const history = useHistory(scope, filter);
  const { promotions, error, loading, hasMore, loadMore, reload } = history;
  const people = useKnownPeople(promotions ?? []);
  return (
    <>
      <Text as="p" color="secondary">
        {t('audit.explanation')}
      </Text>
      <AuditFilters
        projects={projects}
        people={people}
        choice={choice}
        onChange={change => setChoice({ ...choice, ...change })}
      />
      <div className={styles.exports}>
        <ExportButtons scope={scope} filter={filter} />
      </div>
      {error && (
        <ErrorAlert
          title={t('audit.failed')}
          text={errorMessage(error)}
          action={{ label: t('plan.retry'), onPress: reload }}
        />
      )}
      {!promotions && !error && <AuditSkeleton />}
      {promotions?.length === 0 && !hasMore && (
        <Text as="p" role="status" color="secondary">
          {t('audit.noMatch')}
        </Text>
      )}
      {promotions && promotions.length > 0 && (
        <AuditTable promotions={promotions} />
      )}
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

function AuditSkeleton() {
  const { t } = useTexts();
  return (
    <div>
      <VisuallyHidden role="status">{t('audit.loading')}</VisuallyHidden>
      <Skeleton width="100%" height={48} aria-hidden="true" />
      <Skeleton width="100%" height={160} aria-hidden="true" />
    </div>
  );
}
