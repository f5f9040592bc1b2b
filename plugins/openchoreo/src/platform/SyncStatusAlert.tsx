import { Alert } from '@backstage/ui';
import { useTexts } from '../useTexts';
import type { SyncStatus } from '@promenade/backstage-plugin-openchoreo-common';

const alertStatus = {
  notInstalled: 'warning',
  watch: 'danger',
  heldSource: 'danger',
  forbidden: 'danger',
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
  const { t } = useTexts();
  const watchTitle = ({
    status: watch,
    reason,
  }: Extract<SyncStatus, { type: 'watch' }>) => {
    switch (reason) {
      case 'invalidKubeconfig':
        return t('sync.invalidKubeconfig');
      case 'unreachable':
        return t(watch === 'stale' ? 'sync.stale' : 'sync.unreachable');
      case 'untrusted':
        return t('sync.untrusted');
      case 'unauthorized':
        return t('sync.unauthorized');
      case 'forbidden':
        return t('sync.rightsMissing');
      case 'wrongApi':
        return t('sync.wrongApi');
      case 'missingDefinitions':
        return t('sync.missingDefinitions');
      default:
        return t(watch === 'stale' ? 'sync.stale' : 'sync.unread');
    }
  };
  const texts = () => {
    switch (status.type) {
      case 'watch':
        return [watchTitle(status), status.message ?? t('sync.unreadText')];
      case 'heldSource':
        return [
          t('sync.heldSource', { name: status.source.source }),
          `${status.source.reason}. ${t('sync.heldSourceText')}`,
        ];
      case 'forbidden':
        return [
          t('sync.rightsMissing'),
          t('sync.rightsMissingText', { kinds: status.kinds.join(', ') }),
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
