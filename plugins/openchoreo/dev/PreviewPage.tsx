import { useSearchParams } from 'react-router-dom';
import type { Entity } from '@backstage/catalog-model';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { Container, Flex, Header, Link } from '@backstage/ui';
import { openchoreoAnnotations } from '@promenade/backstage-plugin-openchoreo-common';
import { ApprovalsPage } from '../src/approvals/ApprovalsPage';
import { DeployTab } from '../src/board/DeployTab';
import { EnvironmentOverview } from '../src/catalog/EnvironmentOverview';
import { OrganizationOverview } from '../src/catalog/OrganizationOverview';
import { PipelineOverview } from '../src/catalog/PipelineOverview';
import {
  BuildPlaneOverview,
  DataPlaneOverview,
} from '../src/catalog/PlaneOverview';
import { ProjectOverview } from '../src/catalog/ProjectOverview';
import { DeploymentSummary } from '../src/overview/DeploymentSummary';
import { SyncPage } from '../src/platform/SyncPage';
import { ReleasesTab } from '../src/releases/ReleasesTab';
import { RuntimeTab } from '../src/runtime/RuntimeTab';
import { FormPreview } from './FormPreview';
import { previews } from './previews';

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'greeter',
    annotations: {
      [openchoreoAnnotations.organization]: 'default',
      [openchoreoAnnotations.project]: 'shop',
      [openchoreoAnnotations.component]: 'greeter',
      [openchoreoAnnotations.environment]: 'staging',
      [openchoreoAnnotations.dataPlane]: 'default',
      [openchoreoAnnotations.buildPlane]: 'default',
      [openchoreoAnnotations.deploymentPipeline]: 'default',
    },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'guests' },
};

/**
 * One state of the pages, such as `?preview=failed`. `&view=releases`, `runtime`, `approvals`, `sync`, `form` or `card` shows another page, the form
 * fields or the overview card, `organization`, `project`, `environment`, `data-plane`, `build-plane` or `pipeline` the cards of such an
 * entity. `&bare` hides the links.
 */
export function PreviewPage() {
  const [search] = useSearchParams();
  const preview = search.get('preview') ?? 'ready';
  const isBare = search.has('bare');
  return (
    <>
      {!isBare && (
        <Container>
          <Flex gap="3" mb="4" style={{ flexWrap: 'wrap' }}>
            {Object.keys(previews).map(name => (
              <Link key={name} href={`/?preview=${name}`} standalone>
                {name}
              </Link>
            ))}
          </Flex>
        </Container>
      )}
      <Header title="greeter" />
      <Container>
        <EntityProvider key={preview} entity={entity}>
          <View name={search.get('view')} />
        </EntityProvider>
      </Container>
    </>
  );
}

function View(props: { name: string | null }) {
  switch (props.name) {
    case 'card':
      return (
        <div style={{ maxWidth: 400 }}>
          <DeploymentSummary />
        </div>
      );
    case 'organization':
      return <OrganizationOverview />;
    case 'project':
      return <ProjectOverview />;
    case 'environment':
      return <EnvironmentOverview />;
    case 'data-plane':
      return <DataPlaneOverview />;
    case 'build-plane':
      return <BuildPlaneOverview />;
    case 'pipeline':
      return <PipelineOverview />;
    case 'releases':
      return <ReleasesTab />;
    case 'runtime':
      return <RuntimeTab />;
    case 'form':
      return <FormPreview />;
    case 'sync':
      return <SyncPage />;
    case 'approvals':
      return <ApprovalsPage />;
    default:
      return <DeployTab />;
  }
}
