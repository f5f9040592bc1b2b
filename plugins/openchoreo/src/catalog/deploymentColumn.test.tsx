import { screen, within } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import { sampleBoards, SampleApi } from '../__testUtils__';
import { sampleEntity } from '../__testUtils__/renderOnEntity';
import { openChoreoApiRef } from '../api';
import { createDeploymentColumn } from './deploymentColumn';

const named = (component: string) => ({
  ...sampleEntity,
  metadata: {
    ...sampleEntity.metadata,
    name: component,
    annotations: {
      ...sampleEntity.metadata.annotations,
      'openchoreo.dev/component': component,
    },
  },
});

describe('createDeploymentColumn', () => {
  it('shows the state in each environment, with one request for all rows', async () => {
    const api = new SampleApi(sampleBoards.ready);
    api.overviews = {
      ...api.overviews,
      [reads.listDeployments.name]: {
        components: ['cart', 'web'].map(component => ({
          organization: 'default',
          project: 'shop',
          component,
          deployments: [
            { environment: 'dev', displayName: 'Development', state: 'Ready' },
            { environment: 'prod', state: 'Failed', message: 'No image.' },
          ],
        })),
      },
    };
    const { render } = createDeploymentColumn();
    const other = { ...sampleEntity, metadata: { name: 'other' } };
    renderInTestApp(
      <>
        {[named('cart'), named('web'), other].map(entity => (
          <div key={entity.metadata.name} data-testid={entity.metadata.name}>
            {render?.({ entity }, 'row')}
          </div>
        ))}
      </>,
      { apis: [[openChoreoApiRef, api]] },
    );
    for (const name of ['cart', 'web']) {
      const row = within(await screen.findByTestId(name));
      expect(await row.findByText('Ready')).toBeVisible();
      expect(row.getByText(/Development/)).toBeVisible();
      expect(row.getByTitle('No image.')).toHaveTextContent('Failed');
    }
    expect(screen.getByTestId('other')).toBeEmptyDOMElement();
    expect(api.overviewRequests).toEqual([
      { components: 'default/shop/cart,default/shop/web' },
    ]);
  });
});
