import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  openchoreoAnnotations,
  reads,
  type Cell,
} from '@promenade/backstage-plugin-openchoreo-common';
import { responseError, SampleApi, sampleBoards } from '../__testUtils__';
import { sampleCell } from '../__testUtils__/cells';
import { stagingSummary } from '../__testUtils__/overviews';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';
import { CellTab } from './CellTab';

function renderTab(
  changes: Partial<Cell> = {},
  prepare: (api: SampleApi) => void = () => {},
) {
  const api = new SampleApi(sampleBoards.ready);
  api.overviews = { [reads.getCell.name]: { ...sampleCell, ...changes } };
  prepare(api);
  return renderOnEntity(<CellTab />, {
    board: sampleBoards.ready,
    api,
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: {
        name: 'shop',
        annotations: {
          [openchoreoAnnotations.organization]: 'default',
          [openchoreoAnnotations.project]: 'shop',
        },
      },
    },
  });
}

const node = (name: RegExp) => screen.findByRole('button', { name });
const table = (name: string) => screen.findByRole('table', { name });
const showTable = async () =>
  userEvent.click(await screen.findByRole('radio', { name: 'Table' }));

describe('the Cell tab', () => {
  it('shows each component with its state, and how many connections it has', async () => {
    renderTab();
    expect(
      await node(/^Front, WebApplication, Progressing. Calls 1, called by 0/),
    ).toBeVisible();
    expect(
      await node(/^Cart, Service, Ready. Calls 3, called by 2/),
    ).toBeVisible();
    expect(screen.getByText('Isolated')).toBeVisible();
    expect(
      screen.getByText('Undeclared traffic is denied in development.'),
    ).toBeVisible();
  });

  it('has no accessibility violations as a diagram with details, and as tables', async () => {
    const { container } = renderTab();
    await userEvent.click(await node(/^Cart,/));
    await screen.findByRole('complementary');
    expect((await axe(container)).violations).toEqual([]);
    await showTable();
    await table('Components');
    expect((await axe(container)).violations).toEqual([]);
  });

  it('opens the details of a component beside the diagram, and gives the focus back', async () => {
    renderTab();
    const cart = await node(/^Cart,/);
    act(() => cart.focus());
    await userEvent.keyboard('{Enter}');
    const panel = within(await screen.findByRole('complementary'));
    expect(panel.getByText('1.4.2')).toBeVisible();
    expect(panel.getByText('pay.example.com:443')).toBeVisible();
    expect(panel.getByText('Stock has no such endpoint.')).toBeVisible();
    expect(panel.getByRole('link', { name: 'Open Deploy' })).toHaveAttribute(
      'href',
      expect.stringContaining('/component/cart'),
    );
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('complementary')).toBeNull();
    expect(cart).toHaveFocus();
  });

  it('moves between components with the arrow keys', async () => {
    renderTab();
    const front = await node(/^Front,/);
    act(() => front.focus());
    await userEvent.keyboard('{ArrowRight}');
    expect(await node(/^Cart,/)).toHaveFocus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(front).toHaveFocus();
  });

  it('counts the components that match a search', async () => {
    renderTab();
    await userEvent.type(await screen.findByRole('searchbox'), 'car');
    expect(await screen.findByText('One component matches')).toBeVisible();
  });

  it('shows the same as tables, which can be sorted', async () => {
    renderTab();
    await showTable();
    const components = await table('Components');
    const names = () =>
      within(components)
        .getAllByRole('rowheader')
        .map(({ textContent }) => textContent);
    expect(names()).toEqual(['Cart', 'Front', 'mailer']);
    await userEvent.click(
      within(components).getByRole('button', { name: 'State' }),
    );
    expect(names()).toEqual(['Front', 'Cart', 'mailer']);
    const connections = within(await table('Connections'));
    expect(
      connections.getByRole('row', { name: /^cart pay.example.com:443/ }),
    ).toBeVisible();
    expect(connections.getByText('Stock has no such endpoint.')).toBeVisible();
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

  it('keeps the view, the search and the focus in another environment', async () => {
    const { api } = renderTab();
    await showTable();
    await userEvent.type(await screen.findByRole('searchbox'), 'car');
    api.overviews = {
      [reads.getCell.name]: { ...sampleCell, environment: stagingSummary },
    };
    await userEvent.click(screen.getByRole('button', { name: /Environment/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Staging' }),
    );
    const chooser = await screen.findByRole('button', { name: /Staging/ });
    expect(await table('Components')).toBeVisible();
    expect(screen.getByRole('searchbox')).toHaveValue('car');
    expect(chooser).toHaveFocus();
  });

  it('moves the diagram only while it is dragged', async () => {
    const { container } = renderTab();
    const diagram = await screen.findByRole('group', { name: /^Components/ });
    // jsdom cannot capture a pointer.
    diagram.setPointerCapture = jest.fn();
    const viewport = () =>
      container.querySelector('[data-viewport]')?.getAttribute('transform');
    const point = (clientX: number, buttons: number) => ({
      clientX,
      clientY: 0,
      buttons,
      isPrimary: true,
    });
    const before = viewport();
    fireEvent.pointerDown(diagram, { ...point(0, 1), button: 0 });
    fireEvent.pointerMove(diagram, point(50, 1));
    const dragged = viewport();
    expect(dragged).not.toBe(before);
    fireEvent.pointerMove(diagram, point(90, 0));
    expect(viewport()).toBe(dragged);
  });

  it('does not move the diagram when the cell is loaded again', async () => {
    const { api, container } = renderTab();
    await userEvent.click(await node(/^Cart,/));
    await screen.findByRole('complementary');
    const viewport = () =>
      container.querySelector('[data-viewport]')?.getAttribute('transform');
    const before = viewport();
    const [cart, ...others] = sampleCell.components;
    const message = 'One pod was restarted.';
    api.overviews = {
      [reads.getCell.name]: {
        ...sampleCell,
        components: [{ ...cart, message }, ...others],
      },
    };
    act(() => api.refresh());
    expect(await screen.findByText(message)).toBeVisible();
    expect(viewport()).toBe(before);
  });

  it('says what a project without components needs', async () => {
    renderTab({ components: [], connections: [] });
    expect(await screen.findByText(/Create one from a template/)).toBeVisible();
  });

  it('says why the cell cannot be shown', async () => {
    const error = await responseError(404, 'There is no project shop.');
    renderTab({}, each => {
      each.nextError = error;
    });
    expect(await screen.findByText('This cannot be shown')).toBeVisible();
    expect(screen.getByText('This cannot be shown')).toBeVisible();
  });
});
