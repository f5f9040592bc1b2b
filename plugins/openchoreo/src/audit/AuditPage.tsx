import { Container, Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import {
  reads,
  type ProjectList,
} from '@promenade/backstage-plugin-openchoreo-common';
import { EmptyState } from '../board/BoardError';
import { useLiveRead } from '../live';
import { ErrorAlert, errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { AuditSkeleton } from './AuditList';
import { ChangeAudit } from './ChangeAudit';
import { PromotionAudit } from './PromotionAudit';
import { useAuditFilter } from './useAuditFilter';
import styles from './audit.module.css';

/** Who changed what, and the history of promotions, with filters and exports. */
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
          <Audits projects={value.projects} />
        )}
      </div>
    </Container>
  );
}

const audits = { changes: ChangeAudit, promotions: PromotionAudit } as const;

function Audits(props: { projects: ProjectList['projects'] }) {
  const { projects } = props;
  const { t } = useTexts();
  const chosen = useAuditFilter(projects[0].organization);
  return (
    <Tabs>
      <TabList aria-label={t('audit.title')}>
        <Tab id="changes">{t('audit.tab.changes')}</Tab>
        <Tab id="promotions">{t('audit.tab.promotions')}</Tab>
      </TabList>
      {Object.entries(audits).map(([id, Audit]) => (
        <TabPanel key={id} id={id} className={styles.audit}>
          <Audit projects={projects} {...chosen} />
        </TabPanel>
      ))}
    </Tabs>
  );
}
