import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Alert, Link } from '@backstage/ui';
import {
  reads,
  type ProjectOverview as View,
} from '@promenade/backstage-plugin-openchoreo-common';
import { approvalsRouteRef } from '../routes';
import { labelOf, labelsOf, PersonName } from '../text';
import { RelativeTime } from '../time';
import { useTexts } from '../useTexts';
import { ReleaseName, Route } from './cells';
import { DataTable } from './DataTable';
import { EntityName } from './EntityName';
import { namedResource } from './namedResource';
import { Overview, OverviewCard } from './Overview';
import { PipelinePicture } from './PipelinePicture';
import { ProjectComponents } from './ProjectComponents';

/** The components of a project in each environment, what waits for an approval, and the order of promotion. */
export function ProjectOverview() {
  const { entity } = useEntity();
  const resource = namedResource(entity, 'project');
  const { t } = useTexts();
  if (!resource) return null;
  const { organization, name: project } = resource;
  return (
    <Overview
      title={t('catalog.components')}
      read={reads.getProject}
      input={{ organization, project }}
    >
      {(value, live) => {
        const environmentLabel = labelsOf([
          ...(value.pipeline?.environments ?? []),
          ...value.environments,
        ]);
        return (
          <>
            <OverviewCard title={t('catalog.components')} headerActions={live}>
              {value.problem && (
                <Alert status="danger" icon title={value.problem} />
              )}
              <ProjectComponents overview={value} />
            </OverviewCard>
            {value.awaitingApproval.length > 0 && (
              <AwaitingApproval
                promotions={value.awaitingApproval}
                environmentLabel={environmentLabel}
              />
            )}
            {value.pipeline && (
              <OverviewCard
                title={t('catalog.pipeline')}
                footerActions={
                  <EntityName
                    entityRef={value.pipeline.entityRef}
                    label={t('catalog.openPipeline', {
                      pipeline: labelOf(value.pipeline),
                    })}
                  />
                }
              >
                <PipelinePicture pipeline={value.pipeline} />
              </OverviewCard>
            )}
          </>
        );
      }}
    </Overview>
  );
}

function AwaitingApproval(props: {
  promotions: View['awaitingApproval'];
  environmentLabel: (name: string) => string;
}) {
  const { promotions, environmentLabel } = props;
  const { t } = useTexts();
  const approvalsPath = useRouteRef(approvalsRouteRef)?.();
  return (
    <OverviewCard
      title={t('catalog.waiting')}
      footerActions={
        approvalsPath && (
          <Link href={approvalsPath} standalone>
            {t('catalog.openApprovals')}
          </Link>
        )
      }
    >
      <DataTable
        label={t('catalog.waiting')}
        columns={[
          { id: 'component', label: t('catalog.column.component') },
          { id: 'promotion', label: t('catalog.column.promotion') },
          { id: 'release', label: t('catalog.column.release') },
          { id: 'requested', label: t('catalog.column.requested') },
        ]}
        rows={promotions.map(promotion => ({
          id: promotion.promotion,
          cells: [
            <EntityName
              key="component"
              entityRef={promotion.entityRef}
              label={promotion.displayName ?? promotion.component}
            />,
            <Route
              key="promotion"
              from={environmentLabel(promotion.from)}
              to={environmentLabel(promotion.to)}
            />,
            promotion.release && (
              <ReleaseName key="release" release={promotion.release} />
            ),
            <span key="requested">
              <RelativeTime at={promotion.startedAt} as="ago" />
              {promotion.requestedBy && (
                <>
                  {' '}
                  <PersonName entityRef={promotion.requestedBy} />
                </>
              )}
            </span>,
          ],
        }))}
      />
    </OverviewCard>
  );
}
