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

const failed = { environment: 'prod', state: 'Failed', message: 'No image.' };

const deployed = (component: string, deployments: object[]) => ({
  organization: 'default',
  project: 'shop',
  component,
  deployments,
});

describe('createDeploymentColumn', () => {
  it('shows the state in each environment, with one request for all rows', async () => {
    const api = new SampleApi(sampleBoards.ready);
    api.overviews = {
      ...api.overviews,
      [reads.listDeployments.name]: {
        components: [
          ...['cart', 'web'].map(component =>
            deployed(component, [
              {
                environment: 'dev',
                displayName: 'Development',
                state: 'Ready',
              },
              failed,
            ]),
          ),
          deployed('large', [
            ...[0, 1, 2, 3].map(stage => ({
              environment: `qa-${stage}`,
              state: 'Ready',
            })),
            failed,
          ]),
        ],
      },
    };
    const { render } = createDeploymentColumn();
    const other = { ...sampleEntity, metadata: { name: 'other' } };
    renderInTestApp(
      <>
        {[named('cart'), named('web'), named('large'), other].map(entity => (
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
    const large = within(screen.getByTestId('large'));
    expect(await large.findByText('4 Ready')).toBeVisible();
    expect(large.getByTitle('qa-0, qa-1, qa-2, qa-3')).toBeVisible();
    expect(large.getByTitle('No image.')).toHaveTextContent('prod Failed');
    expect(screen.getByTestId('other')).toBeEmptyDOMElement();
    expect(api.overviewRequests).toEqual([
      { components: 'default/shop/cart,default/shop/web,default/shop/large' },
    ]);
  });
});
