import { useEntity } from '@backstage/plugin-catalog-react';
import { Alert } from '@backstage/ui';
import {
  reads,
  type PipelineOverview as View,
} from '@promenade/backstage-plugin-openchoreo-common';
import { labelsOf } from '../text';
import { useTexts } from '../useTexts';
import { EnvironmentName, SimulatedTag } from './cells';
import { namedResource } from './namedResource';
import { EmptyText, Overview, OverviewCard } from './Overview';
import { PipelinePicture } from './PipelinePicture';
import { ProjectTable } from './ProjectTable';
import { PromotionTable } from './PromotionTable';
import styles from './catalog.module.css';

/** The order of promotion, what each promotion asks for, and the projects that use the pipeline. */
export function PipelineOverview() {
  const { entity } = useEntity();
  const resource = namedResource(entity, 'deploymentPipeline');
  const { t } = useTexts();
  if (!resource) return null;
  return (
    <Overview
      title={t('catalog.orderOfPromotion')}
      read={reads.getPipeline}
      input={resource}
    >
      {(value, live) => (
        <>
          <OverviewCard
            title={t('catalog.orderOfPromotion')}
            headerActions={live}
          >
            <Order pipeline={value} />
          </OverviewCard>
          {value.edges.length > 0 && (
            <OverviewCard title={t('catalog.promotions')}>
              <PromotionTable
                label={t('catalog.promotions')}
                edges={value.edges}
                labelOf={labelsOf(value.environments)}
              />
            </OverviewCard>
          )}
          <OverviewCard title={t('catalog.usedBy')}>
            <ProjectTable
              projects={value.projects}
              empty={t('catalog.usedByNone')}
            />
          </OverviewCard>
        </>
      )}
    </Overview>
  );
}

function Order(props: { pipeline: View }) {
  const { pipeline } = props;
  const { environments } = pipeline;
  const { t } = useTexts();
  if (environments.length === 0) {
    return <EmptyText>{t('catalog.pipelineIsEmpty')}</EmptyText>;
  }
  const missing = environments.filter(({ exists }) => !exists);
  return (
    <>
      {missing.length > 0 && (
        <Alert
          status="danger"
          icon
          title={t('catalog.environmentsMissing', {
            environments: missing.map(({ name }) => name).join(', '),
          })}
        />
      )}
      <PipelinePicture pipeline={pipeline}>
        {name => {
          const environment = environments.find(each => each.name === name);
          if (!environment?.entityRef) {
            return <span className={styles.name}>{name}</span>;
          }
          const { entityRef, ...rest } = environment;
          return (
            <>
              <EnvironmentName environment={{ ...rest, entityRef }} />
              {environment.dataPlane?.isSimulated && <SimulatedTag />}
            </>
          );
        }}
      </PipelinePicture>
    </>
  );
}
