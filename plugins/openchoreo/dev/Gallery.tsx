import { useSearchParams } from 'react-router-dom';
import type { Entity } from '@backstage/catalog-model';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { Container, Flex, Header, Link } from '@backstage/ui';
import { openchoreoAnnotations } from '@promenade/backstage-plugin-openchoreo-common';
import { DeployTab } from '../src/board/DeployTab';
import { WhereItRuns } from '../src/overview/WhereItRuns';
import { scenes } from './scenes';

/** Every state of the pages, one at a time: `?scene=failed`, and `&view=card` for the overview card. */
export function Gallery() {
  const [search] = useSearchParams();
  const scene = search.get('scene') ?? 'ready';
  const bare = search.has('bare');
  return (
    <>
      {!bare && (
        <Container>
          <Flex gap="3" mb="4" style={{ flexWrap: 'wrap' }}>
            {Object.keys(scenes).map(name => (
              <Link key={name} href={`/?scene=${name}`} standalone>
                {name}
              </Link>
            ))}
          </Flex>
        </Container>
      )}
      <Header title="greeter" />
      <Container>
        <EntityProvider key={scene} entity={entityOf(scene)}>
          {search.get('view') === 'card' ? (
            <div style={{ maxWidth: 400 }}>
              <WhereItRuns />
            </div>
          ) : (
            <DeployTab />
          )}
        </EntityProvider>
      </Container>
    </>
  );
}

function entityOf(scene: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: scene,
      annotations: {
        [openchoreoAnnotations.organization]: 'default',
        [openchoreoAnnotations.project]: 'shop',
        [openchoreoAnnotations.component]: scene,
      },
    },
    spec: { type: 'service', lifecycle: 'production', owner: 'guests' },
  };
}
