import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import type { CatalogSyncReport } from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import {
  catalogSync,
  responseError,
  SampleApi,
  sampleBoards,
  troubledCatalogSync,
} from '../__testUtils__';
import { SyncPage } from './SyncPage';

function renderPage(report: CatalogSyncReport | Error) {
  const api = new SampleApi(sampleBoards.ready);
  if (report instanceof Error) api.nextError = report;
  else api.catalogSync = report;
  const { container } = renderInTestApp(<SyncPage />, {
    apis: [[openChoreoApiRef, api]],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
  });
  return { api, container };
}

const region = async (name: string) =>
  within(await screen.findByRole('region', { name }));

describe('SyncPage', () => {
  it('shows that the catalog is current, the entities by kind, and no problem', async () => {
    renderPage(catalogSync());
    expect(await screen.findByText('The catalog is current')).toBeVisible();
    const entities = await region('Entities');
    expect(entities.getByText('Component').parentElement).toHaveTextContent(
      'Component28',
    );
    expect(entities.getByText('API').parentElement).toHaveTextContent('API41');
    expect(screen.getByText('this instance of the backend')).toBeVisible();
    expect(
      (await region('Resources with problems')).getByText(
        'No resource has a problem.',
      ),
    ).toBeVisible();
  });

  it('shows removals that are held back and resources with problems, with reason and remedy', async () => {
    renderPage(troubledCatalogSync());
    expect(
      await screen.findByText('The removal of 2 entities is held back'),
    ).toBeVisible();
    expect(screen.getByText(/^Not read yet: managed-resource\./)).toBeVisible();
    const held = await region('Removals held back');
    expect(held.getByRole('link', { name: /cart$/ })).toHaveAttribute(
      'href',
      '/catalog/acme/component/cart',
    );
    expect(held.getByText(/as after an incomplete read/)).toBeVisible();
    const rejected = await region('Resources with problems');
    const [, broken, stateful] = rejected.getAllByRole('row');
    expect(broken).toHaveTextContent(
      /recommendation-service.*Component · acme/,
    );
    expect(broken).toHaveTextContent('expected a string, received undefined');
    expect(broken).toHaveTextContent('Correct the field in the manifest.');
    expect(stateful).toHaveTextContent('Remove the reason.');
  });

  it('shows the state of each control plane, and which one has a resource with problems', async () => {
    const { rejected } = troubledCatalogSync();
    const { container } = renderPage(
      catalogSync({
        watch: {
          status: 'stale',
          message: 'us: connection refused',
          sources: [
            { name: 'eu', status: 'live', lastSeen: new Date().toISOString() },
            { name: 'us', status: 'stale', message: 'connection refused' },
          ],
        },
        rejected: [{ ...rejected[0], source: 'us' }],
      }),
    );
    const table = await region('Control planes');
    const [, eu, us] = table.getAllByRole('row');
    expect(eu).toHaveTextContent(/^euConnected/);
    expect(us).toHaveTextContent(
      'usThe connection is lost. The catalog keeps what it hasconnection refusednever',
    );
    expect(
      (await region('Resources with problems')).getByText(
        'Component · acme · us',
      ),
    ).toBeVisible();
    expect((await axe(container)).violations).toEqual([]);
  });

  it('lists the first 100 of many resources with problems', async () => {
    const { rejected } = troubledCatalogSync();
    const many = Array.from({ length: 130 }, (_, i) => ({
      ...rejected[0],
      name: `service-${i}`,
    }));
    renderPage(catalogSync({ rejected: many }));
    const table = await region('Resources with problems');
    expect(table.getAllByRole('row')).toHaveLength(101);
    expect(table.getByText('and 30 more')).toBeVisible();
  });

  it.each<[string, CatalogSyncReport, string | RegExp]>([
    [
      'the control plane cannot be reached',
      catalogSync({
        watch: { status: 'stale', message: 'connection refused' },
      }),
      'connection refused',
    ],
    [
      'the catalog cannot be read',
      catalogSync({}, { comparisonProblem: 'the database is away' }),
      'the database is away',
    ],
    [
      'the catalog does not accept changes',
      catalogSync({}, { writeProblem: 'the table is locked' }),
      'the table is locked',
    ],
    [
      'changes wait',
      catalogSync({}, { waiting: 25 }),
      '25 changes are on their way to the catalog',
    ],
    [
      'the catalog module is missing',
      catalogSync({ provider: undefined }),
      'The catalog module does not run in this backend',
    ],
    ...(
      [
        ['invalidKubeconfig', 'The kubeconfig of the control plane cannot'],
        ['unreachable', 'The control plane cannot be reached'],
        ['untrusted', 'The certificate of the control plane is not trusted'],
        ['unauthorized', 'The control plane rejects the credentials'],
        ['forbidden', 'The backend may not read everything'],
        ['wrongApi', 'The configured server is not a Kubernetes API'],
        ['missingDefinitions', 'OpenChoreo is not installed on the cluster'],
      ] as const
    ).map(([reason, text]): [string, CatalogSyncReport, RegExp] => [
      `the control plane is not read: ${reason}`,
      catalogSync({ watch: { status: 'starting', reason, message: 'Check' } }),
      new RegExp(`^${text}`),
    ]),
  ])('says that %s', async (_, report, text) => {
    renderPage(report);
    expect(await screen.findByText(text)).toBeVisible();
    expect(screen.queryByText('The catalog is current')).toBeNull();
  });

  it('shows the rights that are missing, with a manifest to copy', async () => {
    const right = {
      apiGroup: 'openchoreo.dev',
      resource: 'projects',
      kind: 'Project',
      verbs: ['get', 'list', 'watch'],
    };
    renderPage(
      catalogSync({
        watch: {
          status: 'live',
          missingRights: [right],
          grant: 'kind: ClusterRole',
        },
      }),
    );
    expect(await screen.findByText(/^Not readable: Project\./)).toBeVisible();
    const rights = await region('Missing rights');
    expect(rights.getByText('kind: ClusterRole')).toBeVisible();
    expect(rights.getByRole('button', { name: /manifest/ })).toBeVisible();
  });

  it('shows a control plane that is held back, and accepts it', async () => {
    const reason = 'It is another cluster';
    const { api } = renderPage(
      catalogSync(
        {},
        {
          heldEntities: 1,
          heldSources: [
            { source: 'eu', reason, since: new Date().toISOString() },
          ],
          heldRemovals: [
            {
              resource: 'component:acme/cart',
              entityRefs: ['component:acme/cart'],
              reason,
              since: new Date().toISOString(),
            },
          ],
        },
      ),
    );
    expect(
      await screen.findByText(
        'The control plane eu is not the one of the entities',
      ),
    ).toBeVisible();
    const held = await region('Removals held back');
    expect(held.getByText('when it is accepted')).toBeVisible();
    await userEvent.click(held.getByRole('button', { name: /^Accept eu/ }));
    expect(api.sentVerbs).toEqual([
      { verb: 'sync-catalog', input: { acceptSources: ['eu'] } },
    ]);
  });

  it('syncs now, and shows the result', async () => {
    const { api } = renderPage(troubledCatalogSync());
    const button = await screen.findByRole('button', { name: 'Sync now' });
    api.catalogSync = catalogSync();
    await userEvent.click(button);
    expect(await screen.findByText(/^Compared in 0\.21 s/)).toBeVisible();
    expect(api.sentVerbs).toEqual([{ verb: 'sync-catalog', input: {} }]);
    expect(await screen.findByText('The catalog is current')).toBeVisible();
  });

  it('says why it could not sync', async () => {
    const { api } = renderPage(catalogSync());
    const button = await screen.findByRole('button', { name: 'Sync now' });
    api.nextError = await responseError(503, 'The catalog cannot be read');
    await userEvent.click(button);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The catalog cannot be read',
    );
  });

  it('disables the sync for those who may not, with the reason', async () => {
    renderPage(catalogSync({ canSync: false }));
    expect(
      await screen.findByRole('button', { name: 'Sync now' }),
    ).toBeDisabled();
    expect(screen.getByText(/openchoreo\.catalog\.sync/)).toBeVisible();
  });

  it('says who may see it', async () => {
    renderPage(await responseError(403));
    expect(
      await screen.findByRole('heading', {
        name: 'You may not see the catalog sync',
      }),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Sync now' })).toBeNull();
  });

  it('offers a retry if the state cannot be loaded', async () => {
    renderPage(await responseError(500, 'No connection.'));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'No connection.',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('The catalog is current')).toBeVisible();
  });

  it('has no accessibility violations', async () => {
    const { container } = renderPage(troubledCatalogSync());
    await region('Removals held back');
    expect((await axe(container)).violations).toEqual([]);
  });
});
