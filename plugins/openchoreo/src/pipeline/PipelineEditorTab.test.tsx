import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  openchoreoAnnotations,
  reads,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import { SampleApi, sampleBoards } from '../__testUtils__';
import { sampleBranchingPipeline } from '../__testUtils__/overviews';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';
import { PipelineEditorTab } from './PipelineEditorTab';

const changes = [
  {
    area: 'other' as const,
    path: 'promotion from development to staging',
    before: 'without an approval',
    after: 'after an approval',
  },
];

function renderTab() {
  const api = new SampleApi(sampleBoards.ready);
  api.plans = {
    [verbs.applyPipeline.name]: {
      organization: 'default',
      pipeline: 'shop',
      changes,
    },
    [verbs.applyPromotionPolicy.name]: {
      organization: 'default',
      policy: 'shop',
      changes,
    },
  };
  return renderOnEntity(<PipelineEditorTab />, {
    board: sampleBoards.ready,
    api,
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: 'shop',
        annotations: {
          [openchoreoAnnotations.organization]: 'default',
          [openchoreoAnnotations.deploymentPipeline]: 'shop',
        },
      },
    },
  });
}

const review = () => screen.getByRole('button', { name: 'Review the change' });

describe('the tab that changes a pipeline', () => {
  it('has a row for each path, and nothing to review at first', async () => {
    const { container } = renderTab();
    await screen.findByRole('group', { name: 'Promotion paths' });
    expect(
      screen.getAllByRole('checkbox', { name: 'Needs an approval' }),
    ).toHaveLength(sampleBranchingPipeline.edges.length);
    expect(review()).toBeDisabled();
    expect(screen.getByText('Nothing is changed yet.')).toBeVisible();
    expect((await axe(container)).violations).toEqual([]);
  });

  it('shows the plan of a change, and makes it on confirmation', async () => {
    const { api } = renderTab();
    const [approval] = await screen.findAllByRole('checkbox', {
      name: 'Needs an approval',
    });
    await userEvent.click(approval);
    await userEvent.click(review());
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText(changes[0].path)).toBeVisible();
    expect(api.sentVerbs).toEqual([]);
    await userEvent.click(dialog.getByRole('button', { name: /^Change / }));
    expect(await screen.findByText('The pipeline was changed.')).toBeVisible();
    const [{ from, to }, ...others] = sampleBranchingPipeline.edges;
    expect(api.sentVerbs).toEqual([
      {
        verb: 'apply-pipeline',
        input: {
          organization: 'default',
          name: sampleBranchingPipeline.name,
          resourceVersion: sampleBranchingPipeline.resourceVersion,
          paths: [
            { from, to, requiresApproval: true },
            ...others.map(edge => ({ from: edge.from, to: edge.to })),
          ],
        },
      },
    ]);
  });

  it('changes gates and approvals of a promotion', async () => {
    const { api } = renderTab();
    const button = await screen.findByRole('button', {
      name: 'Review gates and approvals',
    });
    expect(button).toBeDisabled();
    await userEvent.click(
      screen.getByRole('button', {
        name: /^Gates and approvals from staging to production$/i,
      }),
    );
    expect(screen.queryByDisplayValue('traffic')).toBeNull();
    await userEvent.click(
      screen.getByRole('button', {
        name: /^Gates and approvals from development to staging$/i,
      }),
    );
    expect(screen.getByDisplayValue('traffic')).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: 'Add a gate' }));
    expect(screen.getByText('Give gate 2 a name.')).toBeVisible();
    const [, name] = screen.getAllByRole('textbox', { name: 'Name' });
    await userEvent.type(name, 'stable');
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Healthy for' }),
      '10m',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Review gates and approvals' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText(changes[0].path)).toBeVisible();
    await userEvent.click(
      dialog.getByRole('button', { name: 'Change gates and approvals' }),
    );
    expect(
      await screen.findByText('Gates and approvals were changed.'),
    ).toBeVisible();
    expect(api.sentVerbs).toEqual([
      {
        verb: 'apply-promotion-policy',
        input: {
          organization: 'default',
          name: 'shop',
          pipeline: sampleBranchingPipeline.name,
          resourceVersion: '9',
          rules: [
            {
              from: 'development',
              to: 'staging',
              approvers: { minApprovals: 0 },
              gates: [
                { name: 'traffic', type: 'Metric' },
                { name: 'stable', type: 'Healthy', healthyFor: '10m' },
              ],
            },
          ],
        },
      },
    ]);
  });

  it('says why the API server rejects a change, and keeps it', async () => {
    const { api } = renderTab();
    const [approval] = await screen.findAllByRole('checkbox', {
      name: 'Needs an approval',
    });
    await userEvent.click(approval);
    api.nextError = new Error('paths.0.from: there is no environment');
    await userEvent.click(review());
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'there is no environment',
    );
    expect(dialog.getByRole('button', { name: /^Change / })).toBeDisabled();
    await userEvent.click(dialog.getByRole('button', { name: 'Cancel' }));
    expect(approval).toBeChecked();
  });

  it('says what is missing in a new path', async () => {
    renderTab();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add a path' }),
    );
    const { length } = sampleBranchingPipeline.edges;
    expect(
      screen.getAllByText(`Choose both environments of path ${length + 1}.`),
    ).not.toHaveLength(0);
    expect(review()).toBeDisabled();
  });

  it('keeps what was edited when somebody else changes the pipeline', async () => {
    const { api } = renderTab();
    const [approval] = await screen.findAllByRole('checkbox', {
      name: 'Needs an approval',
    });
    await userEvent.click(approval);
    api.overviews = {
      ...api.overviews,
      [reads.getPipeline.name]: {
        ...sampleBranchingPipeline,
        resourceVersion: '8',
        edges: sampleBranchingPipeline.edges.slice(1),
      },
    };
    act(() => api.refresh());
    expect(
      await screen.findByText(/changed by somebody else in the meantime/),
    ).toBeVisible();
    expect(approval).toBeChecked();
    // The API server rejects it: the version is that of the pipeline that was edited.
    await userEvent.click(review());
    const dialog = within(await screen.findByRole('dialog'));
    await dialog.findByText(changes[0].path);
    await userEvent.click(dialog.getByRole('button', { name: /^Change / }));
    expect(api.sentVerbs).toMatchObject([{ input: { resourceVersion: '7' } }]);
  });
});
