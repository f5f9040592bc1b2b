import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { DeployBoard } from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoTranslationRef } from '../translation';
import { EmptyState } from './BoardError';

/** Says that the pipeline of a component has no environments, and what to do. */
export function NoEnvironments(props: { board: DeployBoard }) {
  const { displayName, name } = props.board.pipeline;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  return (
    <EmptyState
      title={t('board.emptyTitle')}
      text={t('board.emptyText', { pipeline: displayName ?? name })}
      link={{ label: t('board.guide'), href: 'https://openchoreo.dev/docs/' }}
    />
  );
}
