import { useEntity } from '@backstage/plugin-catalog-react';
import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import { namedResource } from '../catalog/namedResource';
import { Overview } from '../catalog/Overview';
import { useTexts } from '../useTexts';
import { PipelineEditor } from './PipelineEditor';

/** Changes the promotion paths of a deployment pipeline. */
export function PipelineEditorTab() {
  const { entity } = useEntity();
  const resource = namedResource(entity, 'deploymentPipeline');
  const { t } = useTexts();
  if (!resource) return null;
  return (
    <Overview
      title={t('pipeline.paths')}
      read={reads.getPipeline}
      input={resource}
    >
      {(pipeline, live, reload) => (
        <PipelineEditor pipeline={pipeline} live={live} onApplied={reload} />
      )}
    </Overview>
  );
}
