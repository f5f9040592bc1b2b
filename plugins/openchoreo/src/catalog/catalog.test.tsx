import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import type { ReactElement } from 'react';
import {
  openchoreoAnnotations,
  reads,
} from '@promenade/backstage-plugin-openchoreo-common';
import { ago, responseError, SampleApi, sampleBoards } from '../__testUtils__';
import {
  sampleBranchingPipeline,
  sampleBuildPlane,
  sampleDataPlane,
  sampleEnvironment,
  sampleOrganizationOverview,
  sampleProject,
} from '../__testUtils__/overviews';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';
import { EnvironmentOverview } from './EnvironmentOverview';
import type { NameAnnotation } from './namedResource';
import { OrganizationOverview } from './OrganizationOverview';
import { PipelineOverview } from './PipelineOverview';
import { BuildPlaneOverview, DataPlaneOverview } from './PlaneOverview';
import { ProjectOverview } from './ProjectOverview';

const pages = {
  organization: <OrganizationOverview />,
  project: <ProjectOverview />,
  environment: <EnvironmentOverview />,
  dataPlane: <DataPlaneOverview />,
  buildPlane: <BuildPlaneOverview />,
  deploymentPipeline: <PipelineOverview />,
} satisfies Partial<Record<NameAnnotation, ReactElement>>;

type PageName = keyof typeof pages;

/** Renders the cards of an entity whose resource is called `shop`. */
function renderPage(
  page: PageName,
  changes: Record<string, object> = {},
  prepare: (api: SampleApi) => void = () => {},
) {
  const api = new SampleApi(sampleBoards.ready);
  api.overviews = { ...api.overviews, ...changes };
  prepare(api);
  return renderOnEntity(pages[page], {
    board: sampleBoards.ready,
    api,
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: page === 'project' ? 'System' : 'Resource',
      metadata: {
        name: 'shop',
        annotations: {
          [openchoreoAnnotations.organization]: 'default',
          ...(page !== 'organization' && {
            [openchoreoAnnotations[page]]: 'shop',
          }),
        },
      },
    },
  });
}

const row = async (name: RegExp) =>
  within(await screen.findByRole('row', { name }));

const pageNames: PageName[] = [
  'organization',
  'project',
  'environment',
  'dataPlane',
  'buildPlane',
  'deploymentPipeline',
];

describe.each(pageNames)('all cards of %s', page => {
  it('have no accessibility violations', async () => {
    const { container } = renderPage(page);
    await screen.findByText('Live');
    expect((await axe(container)).violations).toEqual([]);
  });

  it('say that they are loading', async () => {
    renderPage(page);
    expect(screen.getByRole('status')).toHaveTextContent(
      'Loading from the control plane',
    );
    await screen.findByText('Live');
  });

  it('show an error and load again on request', async () => {
    renderPage(page, {}, api => {
      api.nextError = new Error('The control plane is starting');
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The control plane is starting',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Live')).toBeVisible();
  });

  it('say what the control plane responds for a resource that it does not show', async () => {
    const error = await responseError(404, 'There is no shop.');
    renderPage(page, {}, api => {
      api.nextError = error;
    });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('There is no shop.');
    expect(alert).not.toHaveTextContent('did not answer');
  });

  it('are absent from an entity without the annotation', () => {
    const { container } = renderOnEntity(pages[page], {
      board: sampleBoards.ready,
      entity: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: { name: 'other' },
      },
    });
    expect(container).not.toHaveTextContent('Loading');
  });
});

describe('the cards of an organization', () => {
  it('request the organization of the entity once', async () => {
    const { api } = renderPage('organization');
    await screen.findByRole('table', { name: 'Projects' });
    expect(api.overviewRequests).toEqual([{ organization: 'default' }]);
  });

  it('show the projects with their number of components and the worst state first', async () => {
    renderPage('organization');
    const projects = within(
      await screen.findByRole('table', { name: 'Projects' }),
    );
    const shop = within(projects.getByRole('row', { name: /^shop/ }));
    expect(shop.getByRole('link', { name: 'shop' })).toHaveAttribute(
      'href',
      '/catalog/default/system/shop',
    );
    expect(shop.getByText('4')).toBeVisible();
    expect(
      shop.getAllByRole('listitem').map(({ textContent }) => textContent),
    ).toEqual(['1 Failed', '1 Degraded', '1 Waiting', '1 Ready']);
    expect(shop.getByText('one waits for approval')).toBeVisible();
    const lost = await row(/^lost/);
    expect(lost.getByText(/does not exist/)).toBeVisible();
  });

  it('show isolation, quotas and who has access', async () => {
    renderPage('organization');
    const projects = within(
      await screen.findByRole('table', { name: 'Projects' }),
    );
    expect(projects.getByText('Isolated')).toBeVisible();
    const quotas = screen.getByRole('table', { name: 'Quotas of cells' });
    expect(quotas).toHaveTextContent('90%');
    const access = screen.getByRole('table', {
      name: 'Access to the Kubernetes API',
    });
    expect(access).toHaveTextContent('team-aGroupdeveloper');
  });

  it('say why the data plane of an environment cannot be reached', async () => {
    renderPage('organization');
    const production = await row(/^Production/);
    expect(production.getByText('Not reachable')).toBeVisible();
    expect(production.getByText(/did not answer within 10 s/)).toBeVisible();
    const staging = await row(/^Staging/);
    expect(staging.getByText('simulated')).toBeVisible();
    expect(staging.getByText('1 Failed')).toBeVisible();
  });

  it('say what to do when there is nothing', async () => {
    renderPage('organization', {
      [reads.getOrganization.name]: {
        ...sampleOrganizationOverview,
        projects: [],
        environments: [],
        pipelines: [],
      },
    });
    expect(await screen.findByText(/“Create a project”/)).toBeVisible();
    expect(screen.getByText(/no environment to deploy to/)).toBeVisible();
    expect(screen.getByText(/no deployment pipeline yet/)).toBeVisible();
  });
});

describe('the cards of a project', () => {
  it('show the state and release of each component in each environment', async () => {
    renderPage('project');
    const checkout = await row(/^checkout/);
    const cells = checkout.getAllByRole('cell');
    expect(cells.map(({ textContent }) => textContent)).toEqual([
      'Ready2.0.0-rc.1 7f3a2c1',
      'Failed2.0.0-rc.1 7f3a2c1',
      'Not deployed',
    ]);
    expect(
      screen
        .getAllByRole('columnheader')
        .slice(0, 4)
        .map(({ textContent }) => textContent),
    ).toEqual([
      'Component',
      'Development simulated',
      'Staging simulated',
      'Production simulated',
    ]);
  });

  it('link to the Deploy tab of each component', async () => {
    renderPage('project');
    const cart = await row(/^cart/);
    // In this test, the tab is not below the page of an entity.
    expect(cart.getByRole('link', { name: 'cart' })).toHaveAttribute(
      'href',
      '/catalog/default/component/cart',
    );
  });

  it('show those that need attention only, on request', async () => {
    renderPage('project');
    await row(/^cart/);
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'Only those that need attention' }),
    );
    expect(screen.queryByRole('row', { name: /^cart/ })).toBeNull();
    expect(screen.getByRole('row', { name: /^checkout/ })).toBeVisible();
  });

  it('show what waits for approval, and link to the approvals', async () => {
    renderPage('project');
    const table = within(
      await screen.findByRole('table', { name: 'Waiting for approval' }),
    );
    const waiting = within(table.getByRole('row', { name: /^Web shop/ }));
    expect(waiting.getByText('Staging')).toBeVisible();
    expect(waiting.getByRole('img', { name: 'to' })).toBeVisible();
    expect(waiting.getByText('jane.doe')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Open approvals' }),
    ).toHaveAttribute('href', '/openchoreo/approvals');
  });

  it('show the order of the pipeline', async () => {
    renderPage('project');
    const order = await screen.findByRole('list', {
      name: 'Environments of Default in the order of promotion',
    });
    expect(
      Array.from(order.children)
        .filter(({ ariaHidden }) => !ariaHidden)
        .map(({ textContent }) => textContent),
    ).toEqual([
      'Development',
      expect.stringMatching(/^from Development.*Staging$/),
      expect.stringMatching(/^from Staging.*Productionneeds approval$/),
    ]);
  });

  it('show the rest of many components on request', async () => {
    const [component] = sampleProject.components;
    renderPage('project', {
      [reads.getProject.name]: {
        ...sampleProject,
        components: Array.from({ length: 40 }, (_, index) => ({
          ...component,
          name: `component-${index}`,
          entityRef: `component:default/component-${index}`,
        })),
        awaitingApproval: [],
      },
    });
    await row(/^component-0/);
    expect(screen.queryByRole('row', { name: /^component-39/ })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Show 15 more' }));
    expect(screen.getByRole('row', { name: /^component-39/ })).toBeVisible();
  });

  it('show the whole name of a component on focus when it does not fit', async () => {
    renderPage('project');
    const { name } = sampleProject.components[2];
    const link = await screen.findByRole('link', { name });
    jest.spyOn(link, 'scrollWidth', 'get').mockReturnValue(500);
    jest.spyOn(link, 'clientWidth', 'get').mockReturnValue(200);
    while (document.activeElement !== link) await userEvent.tab();
    expect(await screen.findByRole('tooltip')).toHaveTextContent(name);
  });

  it('say how to begin when there is no component', async () => {
    renderPage('project', {
      [reads.getProject.name]: {
        ...sampleProject,
        components: [],
        states: [],
        awaitingApproval: [],
      },
    });
    expect(await screen.findByText(/Create one from a template/)).toBeVisible();
    expect(screen.queryByText('Waiting for approval')).toBeNull();
  });

  it('say how old the data is while the control plane is not connected', async () => {
    renderPage('project', {
      [reads.getProject.name]: {
        ...sampleProject,
        stale: { since: ago(3), message: 'connection refused' },
      },
    });
    expect(
      await screen.findByText(/^No data from the control plane since/),
    ).toBeVisible();
  });

  it('keep what is shown when a later request fails', async () => {
    const { api } = renderPage('project');
    await row(/^cart/);
    api.nextError = new Error('gone');
    act(() => api.refresh());
    expect(await screen.findByText(/^Reconnecting, as of/)).toBeVisible();
    expect(screen.getByRole('row', { name: /^cart/ })).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Reconnect' }));
    expect(await screen.findByText('Live')).toBeVisible();
  });
});

describe('the cards of an environment', () => {
  it('show what runs there, with the reason of what is not ready', async () => {
    renderPage('environment');
    const checkout = await row(/^checkout/);
    expect(checkout.getByText('Failed')).toBeVisible();
    expect(checkout.getByText('The image cannot be pulled.')).toBeVisible();
    expect(checkout.getByText('shop')).toBeVisible();
    const cart = await row(/^cart/);
    expect(cart.getByText('Ready')).toBeVisible();
  });

  it('show its place in the pipelines and what promotions to it ask for', async () => {
    renderPage('environment');
    const current = await screen.findByText('Staging', {
      selector: '[aria-current] *',
    });
    expect(current).toBeVisible();
    const promotions = within(
      screen.getByRole('table', { name: 'Promotions to here' }),
    );
    expect(promotions.getByText('Development')).toBeVisible();
    expect(promotions.getAllByText('none')).toHaveLength(2);
  });

  it('say that components are deployed to the first environment without a promotion', async () => {
    renderPage('environment', {
      [reads.getEnvironment.name]: {
        ...sampleEnvironment,
        name: 'development',
        components: [],
        states: [],
      },
    });
    expect(await screen.findByText(/deployed here first/)).toBeVisible();
    expect(screen.getByText(/Nothing runs here yet/)).toBeVisible();
  });

  it('say that its data plane cannot be reached, or does not exist', async () => {
    const { unmount } = renderPage('environment', {
      [reads.getEnvironment.name]: {
        ...sampleEnvironment,
        dataPlane: {
          ...sampleEnvironment.dataPlane,
          unreachable: { message: 'No route to host.', since: ago(5) },
        },
      },
    });
    expect(
      await screen.findByText('The data plane Local cannot be reached'),
    ).toBeVisible();
    expect(screen.getByText(/No route to host/)).toBeVisible();
    unmount();
    renderPage('environment', {
      [reads.getEnvironment.name]: {
        ...sampleEnvironment,
        dataPlane: undefined,
      },
    });
    expect(
      await screen.findByText(/data plane of this environment does not exist/),
    ).toBeVisible();
  });
});

describe('the cards of a data plane', () => {
  it('say in words that it cannot be reached, and show its environments', async () => {
    renderPage('dataPlane');
    expect(await screen.findByText('Not reachable')).toBeVisible();
    expect(screen.getByText(/did not answer within 10 s/)).toBeVisible();
    const production = await row(/^Production/);
    expect(production.getByText('3 Unknown')).toBeVisible();
  });

  it('say that it is simulated, and that nobody has tried to reach it', async () => {
    renderPage('dataPlane', {
      [reads.getDataPlane.name]: {
        ...sampleDataPlane,
        isSimulated: true,
        reachability: {},
        environments: [],
      },
    });
    expect(await screen.findByText('Not known')).toBeVisible();
    expect(screen.getByText('simulated')).toBeVisible();
    expect(screen.getByText(/has not tried to reach it/)).toBeVisible();
    expect(screen.getByText(/No environment is on this/)).toBeVisible();
  });
});

describe('the cards of a build plane', () => {
  it('show that it can be reached, and its builds', async () => {
    renderPage('buildPlane');
    expect(await screen.findByText('Reachable')).toBeVisible();
    const builds = within(screen.getByRole('table', { name: 'Builds' }));
    const failed = within(builds.getByRole('row', { name: /Failed/ }));
    expect(failed.getByText('The step build-step failed.')).toBeVisible();
    expect(failed.getByText('0123456')).toBeVisible();
  });

  it('say that nothing was built', async () => {
    renderPage('buildPlane', {
      [reads.getBuildPlane.name]: { ...sampleBuildPlane, builds: [] },
    });
    expect(await screen.findByText(/Nothing was built here/)).toBeVisible();
  });
});

describe('the cards of a deployment pipeline', () => {
  it('show gates and approvals of each promotion, and the projects', async () => {
    renderPage('deploymentPipeline');
    const table = within(
      await screen.findByRole('table', { name: 'Promotions' }),
    );
    const [, , production] = table.getAllByRole('row');
    const cells = within(production);
    expect(cells.getByText('healthy-in-staging')).toBeVisible();
    expect(cells.getByText('The changes were tested in staging')).toBeVisible();
    expect(cells.getByText('2 approvals')).toBeVisible();
    expect(cells.getByText('leads')).toBeVisible();
    expect(await row(/^Payments and invoices/)).toBeDefined();
  });

  it('link to the environments, and name those that do not exist', async () => {
    renderPage('deploymentPipeline');
    expect(
      await screen.findByRole('link', { name: 'Staging' }),
    ).toHaveAttribute('href', '/catalog/default/resource/environment-staging');
    expect(
      screen.getByText(/environments that do not exist: production-asia/),
    ).toBeVisible();
  });

  it('say that a pipeline is empty', async () => {
    renderPage('deploymentPipeline', {
      [reads.getPipeline.name]: {
        ...sampleBranchingPipeline,
        environments: [],
        edges: [],
        projects: [],
      },
    });
    expect(
      await screen.findByText(/This pipeline has no environments/),
    ).toBeVisible();
    expect(screen.getByText(/No project that you may see/)).toBeVisible();
  });
});
