import type { DeployBoard } from '@promenade/backstage-plugin-openchoreo-common';
import { useTexts } from '../useTexts';
import { EmptyState } from './BoardError';

/** Says that the pipeline of a component has no environments, and what to do. */
export function NoEnvironments(props: { board: DeployBoard }) {
  const { displayName, name } = props.board.pipeline;
  const { t } = useTexts();
  return (
    <EmptyState
      title={t('board.emptyTitle')}
      text={t('board.emptyText', { pipeline: displayName ?? name })}
      link={{ label: t('board.guide'), href: 'https://openchoreo.dev/docs/' }}
    />
  );
}
