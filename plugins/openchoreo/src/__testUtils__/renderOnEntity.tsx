import type { RenderResult } from '@testing-library/react';
import type { ReactElement } from 'react';
import type { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import {
  openchoreoAnnotations,
  type DeployBoard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import {
  approvalsRouteRef,
  deployRouteRef,
  releasesRouteRef,
  runtimeRouteRef,
} from '../routes';
import { SampleApi } from './SampleApi';

/** The catalog entity of an OpenChoreo component. */
export const sampleEntity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'greeter',
    annotations: {
      [openchoreoAnnotations.organization]: 'default',
      [openchoreoAnnotations.project]: 'shop',
      [openchoreoAnnotations.component]: 'greeter',
    },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'guests' },
};

/** Renders an element on an entity page, with a backend that has the given board. */
export function renderOnEntity(
  element: ReactElement,
  options: { board: DeployBoard; entity?: Entity; api?: SampleApi },
): RenderResult & { api: SampleApi } {
  const { board, entity = sampleEntity, api = new SampleApi(board) } = options;
  const rendered = renderInTestApp(
    <EntityProvider entity={entity}>{element}</EntityProvider>,
    {
      apis: [[openChoreoApiRef, api]],
      mountedRoutes: {
        '/deploy': deployRouteRef,
        '/releases': releasesRouteRef,
        '/runtime': runtimeRouteRef,
        '/openchoreo/approvals': approvalsRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
  return { ...rendered, api };
}
