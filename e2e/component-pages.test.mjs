// The tabs of a component beside Deploy and Runtime: builds, configuration, APIs, connections and metrics; and components in the search.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { usePortal } from './support/use-portal.mjs';
import { waitUntil } from './support/wait-until.mjs';

const timeout = 60_000;
const component = '/catalog/default/component/departures';

/** Lets the component be built from source code, which the simulated build plane pretends to do. */
const withSource = JSON.stringify({
  spec: {
    build: {
      repository: {
        url: 'https://git.example.com/tram/departures',
        revision: { branch: 'main' },
        appPath: '/',
      },
      templateRef: { name: 'docker' },
    },
  },
});

describe('the tabs of a component', { timeout: 900_000 }, () => {
  let promenade;
  let page;
  let consoleErrors;
  let portal;
  usePortal(started => ({ promenade, page, consoleErrors, portal } = started));

  const table = name => page.getByRole('table', { name });
  const button = name => page.getByRole('button', { name, exact: true });

  it('changes a variable with a plan', async () => {
    await portal.open(`${component}/configuration`);
    const variables = table('Environment variables of main');
    await button('Edit HORIZON_MINUTES').click({ timeout });
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Value' }).fill('90');
    await dialog.getByRole('button', { name: 'Review the change' }).click();
    await dialog
      .getByRole('region', { name: 'What changes' })
      .getByText(/HORIZON_MINUTES/)
      .waitFor({ timeout });
    await dialog.getByRole('button', { name: 'Make the change' }).click();
    await variables
      .getByRole('row', { name: /^HORIZON_MINUTES/ })
      .getByText('90', { exact: true })
      .waitFor({ timeout });
    const value = await promenade.kubectl(
      'get',
      'workload/departures',
      '-n',
      'default',
      '-o',
      'jsonpath={.spec.containers.main.env[?(@.key=="HORIZON_MINUTES")].value}',
    );
    assert.equal(value, '90');
  });

  it('shows the operations of an API, and what sending one needs', async () => {
    await portal.open(`${component}/gateway-apis`);
    await button('Try out GET /stops/{stop}/departures').click({ timeout });
    const path = page.getByRole('textbox', { name: 'Path' });
    assert.equal(await path.inputValue(), '/stops/{stop}/departures');
    // Nothing answers at the addresses of a simulated data plane: the button is off, and the page says why.
    assert.equal(await button('Send').isDisabled(), true);
    await page
      .getByText(/The data plane is simulated: it runs no containers/)
      .waitFor({ timeout });
    await page.getByText('Command for a terminal').waitFor({ timeout });
  });

  it('shows what the component uses, and what uses it', async () => {
    await portal.open(`${component}/connections`);
    const uses = table('What it uses');
    await uses.getByRole('row', { name: /Timetable/ }).waitFor({ timeout });
    await uses.getByText(/delays\.tram\.example\.com/).waitFor({ timeout });
    await table('What uses it')
      .getByRole('row', { name: /Departures board/ })
      .waitFor({ timeout });
  });

  it('shows CPU and memory, which a simulated data plane makes up', async () => {
    await portal.open(`${component}/metrics`);
    for (const metric of ['CPU', 'Memory'])
      await table(metric)
        .getByRole('row', { name: /^departures-/ })
        .first()
        .waitFor({ timeout });
    await page.getByText(/these values are made up/).waitFor({ timeout });
  });

  it('says how a component gets builds, and starts one', async () => {
    await portal.open(`${component}/builds`);
    await page
      .getByText('This component is deployed from an image')
      .waitFor({ timeout });
    await promenade.kubectl(
      'patch',
      'components.openchoreo.dev/departures',
      '-n',
      'default',
      '--type=merge',
      '-p',
      withSource,
    );
    await button('Start a build').click({ timeout });
    const dialog = page.getByRole('dialog');
    assert.equal(
      await dialog.getByRole('textbox', { name: 'Branch' }).inputValue(),
      'main',
    );
    await dialog.getByRole('button', { name: 'Start a build' }).click();
    const build = page.locator('details').first();
    await build
      .getByText('Succeeded', { exact: true })
      .first()
      .waitFor({ timeout: 120_000 });
    // A build that runs is open, and stays so when it has ended.
    await page
      .getByRole('table', { name: /^Steps of / })
      .getByRole('row', { name: /^push-step/ })
      .waitFor({ timeout });
    await waitUntil('the image is deployed', async () => {
      const image = await promenade.kubectl(
        'get',
        'workload/departures',
        '-n',
        'default',
        '-o',
        'jsonpath={.spec.containers.main.image}',
      );
      return image.startsWith('simulated.openchoreo.dev/');
    });
  });

  it('shows the log of a step of the build', async () => {
    await button('Show the log of build-step').click({ timeout });
    await page
      .getByRole('log', { name: /^Log of build-step in / })
      .getByText(/simulated:/)
      .first()
      .waitFor({ timeout });
    await button('Hide the log of build-step').click({ timeout });
  });

  it('finds components with their states', async () => {
    const isFound = async () => {
      await portal.open('/search?query=departures');
      await page
        .getByRole('article', { name: 'Departures', exact: true })
        .getByText('Ready')
        .first()
        .waitFor({ timeout: 10_000 });
      return true;
    };
    // The index is renewed every 30 seconds.
    await waitUntil('the search finds the component', isFound, {
      timeoutMs: 180_000,
    });
  });

  it('writes no errors to the console', () => {
    assert.deepEqual(consoleErrors, []);
  });
});
