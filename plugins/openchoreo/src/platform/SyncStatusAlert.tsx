import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { openChoreoTranslationRef } from '../translation';
import type { SyncStatus } from './syncStatus';

const alertStatus = {
  notInstalled: 'warning',
  watch: 'danger',
  comparison: 'danger',
  write: 'danger',
  starting: 'info',
  held: 'warning',
  waiting: 'info',
  current: 'success',
} as const satisfies Record<SyncStatus['type'], string>;

/** The state of the sync in one line, and what to do about it. */
export function SyncStatusAlert(props: { status: SyncStatus }) {
  const { status } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const texts = () => {
    switch (status.type) {
      case 'watch':
        return [
          t(status.status === 'stale' ? 'sync.stale' : 'sync.unread'),
          status.message ?? t('sync.unreadText'),
        ];
      case 'comparison':
        return [t('sync.comparison'), status.message];
      case 'write':
        return [t('sync.write'), status.message];
      case 'held':
        return [t('sync.held', { count: status.count }), t('sync.heldText')];
      case 'waiting':
        return [t('sync.waiting', { count: status.count }), undefined];
      case 'notInstalled':
        return [t('sync.notInstalled'), t('sync.notInstalledText')];
      case 'starting':
        return [t('sync.starting'), undefined];
      default:
        return [t('sync.current'), undefined];
    }
  };
  const [title, description] = texts();
  return (
    <Alert
      status={alertStatus[status.type]}
      icon
      role="status"
      title={title}
      description={description}
    />
  );
}
