import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { responseError, sampleBoards, SampleApi } from '../__testUtils__';
import { renderOnEntity, sampleEntity } from '../__testUtils__/renderOnEntity';
import { DeployTab } from './DeployTab';

const cardOf = (environment: string) =>
  screen.findByRole('article', { name: environment });

/** A backend that rejects every stream. */
class RejectingApi extends SampleApi {
  constructor(readonly status: number) {
    super(sampleBoards.ready);
  }

  readonly followReads: SampleApi['followReads'] = async () => {
    throw await responseError(this.status, 'Access denied');
  };
}

describe('DeployTab', () => {
  it('shows the environments in promotion order', async () => {
    renderOnEntity(<DeployTab />, { board: sampleBoards.ready });
    await cardOf('development');
    const names = screen
      .getAllByRole('heading', { level: 3 })
      .map(heading => heading.textContent);
    expect(names).toEqual(['development', 'staging', 'production']);
    expect(screen.getByText('Live')).toBeInTheDocument();
  });

  it('shows state, release, comparison, endpoints and the primary action', async () => {
    renderOnEntity(<DeployTab />, { board: sampleBoards.ready });
    const staging = within(await cardOf('staging'));
    expect(staging.getByText('Ready')).toBeVisible();
    expect(staging.getByText('7f3a2c1')).toBeVisible();
    expect(staging.getByText('1.4.2')).toBeVisible();
    expect(staging.getByText(/^by jane.doe/)).toHaveTextContent(
      /^by jane.doe · \d+ min. ago/,
    );
    expect(staging.getByText('2 ahead of production')).toBeVisible();
    expect(
      staging.getByRole('link', { name: /default\/greeter/ }),
    ).toHaveAttribute(
      'href',
      'https://staging.choreo.example.test/default/greeter',
    );
    expect(
      staging.getByRole('button', { name: /^Copy public address of/ }),
    ).toBeEnabled();
  });

  it('offers each promotion once, on the card of its target', async () => {
    renderOnEntity(<DeployTab />, { board: sampleBoards.ready });
    const production = within(await cardOf('production'));
    const button = production.getByRole('button', {
      name: 'Promote to production',
    });
    expect(button).toBeEnabled();
    expect(button).toHaveAccessibleDescription('staging runs 1.4.2');
    expect(
      screen.getAllByRole('button', { name: 'Promote to production' }),
    ).toHaveLength(1);
  });

  it('names the source of a promotion to an environment with several sources', async () => {
    renderOnEntity(<DeployTab />, { board: sampleBoards.branching });
    const target = within(await cardOf('production-us'));
    expect(
      target.getByRole('button', { name: 'Promote from hotfix' }),
    ).toBeEnabled();
  });

  it('shows a disabled action with its reason as text', async () => {
    renderOnEntity(<DeployTab />, { board: sampleBoards.progressing });
    const production = within(await cardOf('production'));
    const button = production.getByRole('button', {
      name: 'Promote to production',
    });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription('Staging must be ready first.');
    expect(production.getByText('Staging must be ready first.')).toBeVisible();
  });

  it('shows a failure as a sentence, and its objects on request', async () => {
    renderOnEntity(<DeployTab />, { board: sampleBoards.failed });
    const development = within(await cardOf('development'));
    expect(
      development.getByText(/^The image cannot be pulled/),
    ).toBeInTheDocument();
    await userEvent.click(development.getByText('3 of 4 objects degraded'));
    expect(
      development.getByText('Deployment exceeded its progress deadline.'),
    ).toBeVisible();
  });

  it('shows the steps of a running promotion on the card of its target', async () => {
    renderOnEntity(<DeployTab />, { board: sampleBoards.promoting });
    const production = within(await cardOf('production'));
    const steps = production
      .getAllByRole('listitem')
      .filter(item =>
        /^(Check|Approval|Roll out|Verify)/.test(item.textContent ?? ''),
      );
    expect(steps).toHaveLength(4);
    expect(steps[2]).toHaveAttribute('aria-current', 'step');
    expect(steps[2]).toHaveTextContent('Waiting for 2 pods.');
    expect(production.getByText('requested by jane.doe')).toBeVisible();
  });

  it('says what a promotion replaces once the release is rolled out', async () => {
    const [, , production] = sampleBoards.promoting.environments;
    const boardWith = (release: typeof production.release) => ({
      ...sampleBoards.promoting,
      environments: [{ ...production, release }],
    });
    const replaced = production.release && {
      ...production.release,
      ...production.replaces,
    };
    const { unmount } = renderOnEntity(<DeployTab />, {
      board: boardWith(production.release),
    });
    const text = `replaces ${production.replaces?.short}`;
    expect(within(await cardOf('production')).getByText(text)).toBeVisible();
    unmount();
    renderOnEntity(<DeployTab />, { board: boardWith(replaced) });
    expect(within(await cardOf('production')).queryByText(text)).toBeNull();
  });

  it('shows gates, decisions and missing approvals in the steps of a promotion', async () => {
    renderOnEntity(<DeployTab />, { board: sampleBoards.waiting });
    const production = within(await cardOf('production'));
    const gates = production.getByRole('list', { name: 'Quality gates' });
    expect(gates).toHaveTextContent(
      /staging-healthy passed.*Staging has been ready for 47 minutes/,
    );
    expect(
      within(gates).getByRole('link', { name: 'Details of load-test' }),
    ).toHaveAttribute('href', 'https://ci.example.test/runs/4711');
    expect(
      production.getByRole('list', { name: 'Decisions' }),
    ).toHaveTextContent(/sam.lee approved.*The load test looks good/);
    expect(production.getByText('1 of 2 approvals')).toBeVisible();
    expect(production.queryByText(/1 of 2 approvals given/)).toBeNull();
    expect(production.getByText(/^from/)).toHaveTextContent(
      'from release-managers',
    );
    expect(production.getByText(/^expires in/)).toHaveTextContent(
      /^expires in \d days/,
    );
  });

  it('shows the share of requests of a canary rollout', async () => {
    renderOnEntity(<DeployTab />, { board: sampleBoards.canary });
    const production = within(await cardOf('production'));
    expect(
      production.getByRole('meter', { name: 'Requests to the new release' }),
    ).toHaveAttribute('aria-valuenow', '25');
    expect(production.getByText('25 % of the requests')).toBeVisible();
  });

  it('shows the last promotion in one line, with a link to the history', async () => {
    renderOnEntity(<DeployTab />, { board: sampleBoards.lastPromotion });
    const last = await screen.findByRole('region', { name: 'Last promotion' });
    expect(last).toHaveTextContent(
      /Succeeded.*Promotion of 1.4.2 from development to staging.*by jane.doe.*\d+ min. ago/,
    );
    expect(within(last).getByRole('link', { name: 'History' })).toHaveAttribute(
      'href',
      '/releases',
    );
  });

  it('disables what the caller may not do, with the reason', async () => {
    const api = new SampleApi(sampleBoards.ready);
    const reason = 'You need the permission openchoreo.release.promote.';
    api.allowedVerbs = {
      verbs: [
        {
          verb: 'promote-component',
          environment: 'production',
          isAllowed: false,
          reason,
        },
      ],
    };
    renderOnEntity(<DeployTab />, { board: sampleBoards.ready, api });
    const production = within(await cardOf('production'));
    expect(await production.findByText(reason)).toBeVisible();
    expect(
      production.getByRole('button', { name: 'Promote to production' }),
    ).toBeDisabled();
  });

  it('shows warnings about the configuration', async () => {
    const [development, ...others] = sampleBoards.ready.environments;
    const warning = 'LOG_LEVEL is set twice.';
    renderOnEntity(<DeployTab />, {
      board: {
        ...sampleBoards.ready,
        environments: [{ ...development, warning }, ...others],
      },
    });
    const card = within(await cardOf('development'));
    expect(card.getByText('Deployed with warnings')).toBeVisible();
    expect(card.getByText(warning)).toBeVisible();
    const staging = within(await cardOf('staging'));
    expect(staging.queryByText('Deployed with warnings')).toBeNull();
  });

  it('shows people in messages by name, and times in the time zone of the reader', async () => {
    const [development, ...others] = sampleBoards.suspended.environments;
    renderOnEntity(<DeployTab />, {
      board: {
        ...sampleBoards.suspended,
        environments: [
          {
            ...development,
            message:
              'Suspended by user:default/jane.doe at 2026-11-29T22:04:00Z.',
          },
          ...others,
        ],
      },
    });
    const card = await cardOf('development');
    expect(card).toHaveTextContent(
      /Suspended by jane.doe at Nov \d+, 2026, \d+:04:00 [AP]M\./,
    );
  });

  it('shows a failed promotion to an environment that is ready in one line', async () => {
    renderOnEntity(<DeployTab />, { board: sampleBoards.promotionFailed });
    const production = within(await cardOf('production'));
    const title = production.getByText(
      'Promotion of 1.4.2 from staging failed',
    );
    const reason = production.getByText(/^4.1 % of the requests failed/);
    expect(reason).not.toBeVisible();
    await userEvent.click(title);
    expect(reason).toBeVisible();
  });

  it('tags simulated data planes', async () => {
    renderOnEntity(<DeployTab />, { board: sampleBoards.simulated });
    await cardOf('staging');
    expect(screen.getAllByText('simulated')).toHaveLength(3);
  });

  it('follows the board and announces changes to screen readers', async () => {
    const { api } = renderOnEntity(<DeployTab />, {
      board: sampleBoards.progressing,
    });
    await cardOf('staging');
    expect(screen.getByRole('log')).toBeEmptyDOMElement();
    act(() => api.publish(sampleBoards.ready));
    await waitFor(() =>
      expect(screen.getByRole('log')).toHaveTextContent('staging: Ready.'),
    );
    expect(
      within(await cardOf('staging')).getByText('2 ahead of production'),
    ).toBeVisible();
  });

  it('says that the component was deleted, with a link to its project', async () => {
    const { api } = renderOnEntity(<DeployTab />, {
      board: sampleBoards.ready,
    });
    await cardOf('staging');
    act(() => api.delete());
    expect(
      await screen.findByRole('heading', {
        name: 'This component was deleted',
      }),
    ).toBeVisible();
    expect(screen.queryByRole('article')).toBeNull();
    expect(
      screen.getByRole('link', { name: 'Open project shop' }),
    ).toHaveAttribute('href', '/catalog/default/system/shop');
  });

  it('explains that a pipeline has no environments', async () => {
    renderOnEntity(<DeployTab />, { board: sampleBoards.noPipeline });
    expect(
      await screen.findByRole('heading', {
        name: 'No environment to deploy to yet',
      }),
    ).toBeVisible();
  });

  it.each([
    [403, 'You do not have access to the deployments'],
    [404, 'The control plane does not have this component'],
    [503, 'The OpenChoreo backend does not respond'],
  ])('explains status %i and offers a retry', async (status, title) => {
    renderOnEntity(<DeployTab />, {
      board: sampleBoards.ready,
      api: new RejectingApi(status),
    });
    expect(await screen.findByRole('heading', { name: title })).toBeVisible();
    expect(screen.getByRole('alert')).toHaveTextContent('Access denied');
    expect(screen.getByRole('button', { name: 'Try again' })).toBeEnabled();
  });

  it('explains which annotations an entity lacks', async () => {
    const metadata = { name: 'greeter', annotations: {} };
    renderOnEntity(<DeployTab />, {
      board: sampleBoards.ready,
      entity: { ...sampleEntity, metadata },
    });
    expect(
      await screen.findByText(/annotations must name the organization/),
    ).toBeVisible();
  });

  it.each([
    'ready',
    'promoting',
    'waiting',
    'canary',
    'rolledBack',
    'lastPromotion',
    'failed',
    'branching',
    'stale',
  ] as const)('has no accessibility violations: %s', async name => {
    const { container } = renderOnEntity(<DeployTab />, {
      board: sampleBoards[name],
    });
    await cardOf('development');
    expect((await axe(container)).violations).toEqual([]);
  });
});
