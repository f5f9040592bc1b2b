import { useState, type JSX } from 'react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { openchoreoAnnotations } from '@promenade/backstage-plugin-openchoreo-common';
import { SampleApi, sampleBoards } from './__testUtils__';
import { openChoreoApiRef } from './api';
import { entityContents } from './definitions';

const pipelineEntity = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: `deployment-pipeline-${name}`,
    annotations: {
      [openchoreoAnnotations.organization]: 'default',
      [openchoreoAnnotations.deploymentPipeline]: name,
    },
  },
  spec: { type: 'deployment-pipeline', owner: 'guests' },
});

/** An entity page, which stays mounted when another entity is opened. */
function EntityPage(props: { content: JSX.Element }) {
  const [name, setName] = useState('default');
  return (
    <>
      <button type="button" onClick={() => setName('hotfix')}>
        Open hotfix
      </button>
      <EntityProvider entity={pipelineEntity(name)}>
        {props.content}
      </EntityProvider>
    </>
  );
}

describe('the tabs of entities', () => {
  it('keep nothing that was edited when another entity is opened', async () => {
    const content = await entityContents.pipelineEditor.loader();
    const api = new SampleApi(sampleBoards.ready);
    renderInTestApp(<EntityPage content={content} />, {
      apis: [[openChoreoApiRef, api]],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    });
    const review = () =>
      screen.findByRole('button', { name: 'Review the change' });
    await review();
    await userEvent.click(
      screen.getAllByRole('checkbox', { name: 'Needs an approval' })[0],
    );
    expect(await review()).toBeEnabled();
    await userEvent.click(screen.getByRole('button', { name: 'Open hotfix' }));
    expect(await review()).toBeDisabled();
    expect(api.overviewRequests).toContainEqual(
      expect.objectContaining({ name: 'hotfix' }),
    );
  });
});
