import { screen, within } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import { sampleBoards, SampleApi } from '../__testUtils__';
import { sampleEntity } from '../__testUtils__/renderOnEntity';
import { openChoreoApiRef } from '../api';
import { ComponentSearchResult } from './ComponentSearchResult';

const other = { ...sampleEntity, metadata: { name: 'other' } };

const documentOf = (name: string) => ({
  title: `The ${name}`,
  text: `What ${name} is for`,
  location: `/catalog/default/component/${name}`,
  kind: 'Component',
  namespace: 'default',
});

describe('ComponentSearchResult', () => {
  it('shows the states of components of OpenChoreo, with one request for all results', async () => {
    const api = new SampleApi(sampleBoards.ready);
    api.overviews = {
      [reads.listDeployments.name]: {
        components: [
          {
            organization: 'default',
            project: 'shop',
            component: 'greeter',
            deployments: [{ environment: 'dev', state: 'Ready' }],
          },
        ],
      },
    };
    const catalog = catalogApiMock({ entities: [sampleEntity, other] });
    const getEntitiesByRefs = jest.spyOn(catalog, 'getEntitiesByRefs');
    renderInTestApp(
      <>
        {['greeter', 'other', 'deleted'].map(name => (
          <ComponentSearchResult key={name} result={documentOf(name)} />
        ))}
      </>,
      {
        apis: [
          [openChoreoApiRef, api],
          [catalogApiRef, catalog],
        ],
      },
    );
    const greeter = within(
      await screen.findByRole('article', { name: 'The greeter' }),
    );
    expect(await greeter.findByText('Ready')).toBeVisible();
    expect(greeter.getByText('What greeter is for')).toBeVisible();
    expect(greeter.getByRole('link', { name: 'The greeter' })).toHaveAttribute(
      'href',
      '/catalog/default/component/greeter',
    );
    for (const name of ['The other', 'The deleted']) {
      const result = within(screen.getByRole('article', { name }));
      expect(result.queryByRole('list')).toBeNull();
    }
    expect(getEntitiesByRefs).toHaveBeenCalledTimes(1);
  });
});
