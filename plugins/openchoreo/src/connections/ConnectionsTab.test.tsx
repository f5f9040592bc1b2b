import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  openchoreoAnnotations,
  reads,
  type Cell,
} from '@promenade/backstage-plugin-openchoreo-common';
import { responseError, SampleApi, sampleBoards } from '../__testUtils__';
import { sampleCell } from '../__testUtils__/cells';
import { renderOnEntity, sampleEntity } from '../__testUtils__/renderOnEntity';
import { ConnectionsTab } from './ConnectionsTab';

function renderTab(
  changes: Partial<Cell> = {},
  prepare: (api: SampleApi) => void = () => {},
) {
  const api = new SampleApi(sampleBoards.ready);
  api.overviews = { [reads.getCell.name]: { ...sampleCell, ...changes } };
  prepare(api);
  const { metadata } = sampleEntity;
  return renderOnEntity(<ConnectionsTab />, {
    board: sampleBoards.ready,
    api,
    entity: {
      ...sampleEntity,
      metadata: {
        ...metadata,
        annotations: {
          ...metadata.annotations,
          [openchoreoAnnotations.component]: 'cart',
        },
      },
    },
  });
}

const table = async (name: string) =>
  within(await screen.findByRole('table', { name }));
const node = (name: RegExp) => screen.findByRole('button', { name });

describe('the Connections tab', () => {
  it('shows what the component uses with the state, and why a connection is broken', async () => {
    renderTab();
    const uses = await table('What it uses');
    expect(uses.getAllByRole('row')).toHaveLength(4);
    expect(
      uses.getByRole('row', { name: /^stock.*depot.*api.*Broken/ }),
    ).toBeVisible();
    expect(uses.getByText('Stock has no such endpoint.')).toBeVisible();
    expect(
      uses.getByRole('row', { name: /^pay.example.com:443 – external/ }),
    ).toBeVisible();
  });

  it('shows what uses the component, also from other projects', async () => {
    renderTab();
    const usedBy = await table('What uses it');
    expect(usedBy.getByRole('link', { name: 'front' })).toBeVisible();
    expect(
      usedBy.getByRole('row', { name: /report.*of project office/ }),
    ).toBeVisible();
  });

  it('draws the component with its neighbours, and opens their details', async () => {
    renderTab();
    const front = await node(/^Front, WebApplication/);
    expect(await node(/^Cart, Service/)).toBeVisible();
    act(() => front.focus());
    await userEvent.keyboard('{Enter}');
    const panel = within(await screen.findByRole('complementary'));
    expect(panel.getByRole('link', { name: 'Open Deploy' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('complementary')).toBeNull();
    expect(front).toHaveFocus();
  });

  it('says whether undeclared traffic is denied', async () => {
    renderTab();
    expect(await screen.findByText('Isolated')).toBeVisible();
  });

  it('asks for another environment', async () => {
    const { api } = renderTab();
    await userEvent.click(
      await screen.findByRole('button', { name: /Environment/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'Staging' }),
    );
    await waitFor(() =>
      expect(api.overviewRequests).toContainEqual({
        organization: 'default',
        project: 'shop',
        environment: 'staging',
      }),
    );
  });

  it('explains connections to a component that has none', async () => {
    renderTab({ connections: [] });
    expect(
      await screen.findByText('No connections in Development'),
    ).toBeVisible();
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('says what to do when the connections cannot be read, and tries again', async () => {
    const error = await responseError(503, 'The control plane does not answer');
    renderTab({}, api => {
      api.nextError = error;
    });
    expect(
      await screen.findByText(/The control plane does not answer/),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: /again/i }));
    expect(await table('What it uses')).toBeTruthy();
  });

  it('has no accessibility violations', async () => {
    const { container } = renderTab();
    await table('What it uses');
    expect((await axe(container)).violations).toEqual([]);
  });
});
