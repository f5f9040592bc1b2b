import { screen, within } from '@testing-library/react';
import { axe } from 'jest-axe';
import {
  openchoreoAnnotations,
  reads,
  type DataPlaneCapacity,
} from '@promenade/backstage-plugin-openchoreo-common';
import { SampleApi, sampleBoards } from '../__testUtils__';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';
import { CapacityTab } from './CapacityTab';

const capacity: DataPlaneCapacity = {
  isSimulated: false,
  nodes: [
    {
      name: 'node-1',
      isReady: true,
      isSchedulable: false,
      cpu: '4',
      memory: '16Gi',
      pods: '110',
      version: 'v1.35.0',
    },
    {
      name: 'node-2',
      isReady: false,
      isSchedulable: true,
      message: 'Kubelet stopped posting node status.',
    },
  ],
};

function renderTab(
  annotation: 'environment' | 'dataPlane',
  changes: Record<string, object> = {},
) {
  const api = new SampleApi(sampleBoards.ready);
  api.overviews = {
    ...api.overviews,
    [reads.getDataPlaneCapacity.name]: capacity,
    ...changes,
  };
  return renderOnEntity(<CapacityTab />, {
    board: sampleBoards.ready,
    api,
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: 'one',
        annotations: {
          [openchoreoAnnotations.organization]: 'default',
          [openchoreoAnnotations[annotation]]: 'one',
        },
      },
    },
  });
}

const rowsOf = async (name: string) =>
  within(await screen.findByRole('table', { name }))
    .getAllByRole('row')
    .slice(1)
    .map(({ textContent }) => textContent);

describe('the Capacity tab', () => {
  it('shows the quotas of an environment, what is used most first', async () => {
    const { container } = renderTab('environment');
    expect(await rowsOf('Quotas of cells')).toEqual([
      'shopstagingpods9 of 1090%nearly used up',
      'shopstaginglimits.cpu500m of 225%',
    ]);
    expect(screen.queryByText('Nodes')).toBeNull();
    expect((await axe(container)).violations).toEqual([]);
  });

  it('shows the nodes of a data plane with their state', async () => {
    renderTab('dataPlane');
    expect(await rowsOf('Nodes')).toEqual([
      'node-1Ready, takes no new pods416Gi110v1.35.0',
      'node-2Not ready. Kubelet stopped posting node status.',
    ]);
    expect(await screen.findByText(/^No cell has a quota/)).toBeVisible();
  });

  it('says that a simulated data plane has no nodes', async () => {
    renderTab('dataPlane', {
      [reads.getDataPlaneCapacity.name]: { isSimulated: true, nodes: [] },
    });
    expect(
      await screen.findByText(/^This data plane is simulated/),
    ).toBeVisible();
  });
});
