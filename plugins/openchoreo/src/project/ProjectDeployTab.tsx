import { useState } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Alert } from '@backstage/ui';
import {
  reads,
  type ProjectOverview,
} from '@promenade/backstage-plugin-openchoreo-common';
import { namedResource } from '../catalog/namedResource';
import { EmptyText, Overview, OverviewCard } from '../catalog/Overview';
import { ProjectComponents } from '../catalog/ProjectComponents';
import { labelsOf } from '../text';
import { useTexts } from '../useTexts';
import { CreateHere } from './CreateHere';
import { ProjectPromotions } from './ProjectPromotions';
import { PromoteProjectDialog } from './PromoteProjectDialog';
import { promotionOffers, type PromotionOffer } from './promotionOffers';
import styles from './project.module.css';

/** The components of a project in each environment, and the promotion of several of them at once. */
export function ProjectDeployTab() {
  const { entity } = useEntity();
  const resource = namedResource(entity, 'project');
  const { t } = useTexts();
  if (!resource) return null;
  const { organization, name: project } = resource;
  return (
    <div className={styles.page}>
      <Overview
        title={t('catalog.matrix')}
        read={reads.getProject}
        input={{ organization, project }}
      >
        {(overview, live, reload) => (
          <>
            <OverviewCard
              title={t('catalog.matrix')}
              headerActions={live}
              footerActions={
                <CreateHere projectRef={stringifyEntityRef(entity)} />
              }
            >
              {overview.problem && (
                <Alert status="danger" icon title={overview.problem} />
              )}
              <ProjectComponents overview={overview} />
            </OverviewCard>
            <Promotions overview={overview} onRequested={reload} />
          </>
        )}
      </Overview>
    </div>
  );
}

function Promotions(props: {
  overview: ProjectOverview;
  onRequested: () => void;
}) {
  const { overview, onRequested } = props;
  const { organization, name: project, pipeline, environments } = overview;
  const { t } = useTexts();
  const [selected, setSelected] = useState<PromotionOffer>();
  const [requested, setRequested] = useState<PromotionOffer>();
  const labelOf = labelsOf([
    ...(pipeline?.environments ?? []),
    ...environments,
  ]);
  const offers = promotionOffers(overview);
  return (
    <OverviewCard title={t('project.promotions')}>
      {offers.length ? (
        <ProjectPromotions
          offers={offers}
          labelOf={labelOf}
          onSelect={setSelected}
        />
      ) : (
        <EmptyText>{t('project.noPromotions')}</EmptyText>
      )}
      <p role="status" className={styles.secondary}>
        {requested &&
          t('project.requested', {
            from: labelOf(requested.edge.from),
            to: labelOf(requested.edge.to),
          })}
      </p>
      {selected && (
        <PromoteProjectDialog
          project={{ organization, project }}
          offer={selected}
          isProduction={environments.some(
            ({ name, isProduction }) =>
              name === selected.edge.to && isProduction,
          )}
          labelOf={labelOf}
          onClose={() => setSelected(undefined)}
          onRequested={() => {
            setRequested(selected);
            onRequested();
          }}
        />
      )}
    </OverviewCard>
  );
}
