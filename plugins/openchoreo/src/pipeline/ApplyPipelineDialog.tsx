import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import {
  verbs,
  type OperationInput,
  type PipelineOverview,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { labelOf } from '../text';
import { useTexts } from '../useTexts';
import { useStable } from '../useRequest';
import { ApplyDialog } from './ApplyDialog';

type Input = OperationInput<typeof verbs.applyPipeline>;

/** Shows what a change of a pipeline would do, and makes it. */
export function ApplyPipelineDialog(props: {
  pipeline: PipelineOverview;
  paths: Input['paths'];
  onClose: () => void;
  onApplied: () => void;
}) {
  const { pipeline, paths, onClose, onApplied } = props;
  const { organization, name, resourceVersion, projects } = pipeline;
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const input = useStable<Input>({
    organization,
    name,
    paths,
    resourceVersion,
  });
  const label = labelOf(pipeline);
  return (
    <ApplyDialog
      texts={{
        title: t('pipeline.changeTitle', { pipeline: label }),
        rejected: t('pipeline.rejected'),
        noChanges: t('pipeline.noChanges'),
        failed: t('pipeline.failed'),
        apply: t('pipeline.apply', { pipeline: label }),
      }}
      plan={useCallback(
        (signal: AbortSignal) =>
          api.request(verbs.applyPipeline, input, { signal, dryRun: true }),
        [api, input],
      )}
      apply={() => api.request(verbs.applyPipeline, input)}
      onClose={onClose}
      onApplied={onApplied}
    >
      {projects.length > 0 && (
        <Alert
          status="info"
          icon
          title={t('pipeline.affects', { count: projects.length })}
          description={projects.map(labelOf).join(', ')}
        />
      )}
    </ApplyDialog>
  );
}
