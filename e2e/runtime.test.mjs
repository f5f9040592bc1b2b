// Looks at what runs of a component: its objects, the manifest, the events and the log of a pod, and why a container failed.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { usePortal } from './support/use-portal.mjs';

const timeout = 60_000;
const path = '/catalog/default/component/timetable/runtime';

/** Makes the containers of the component crash, which the simulated data plane does for this variable. */
const crash = JSON.stringify({
  spec: {
    containers: {
      main: { env: [{ key: 'SIMULATED_FAIL', value: 'CrashLoopBackOff' }] },
    },
  },
});

describe('runtime of a component', { timeout: 900_000 }, () => {
  let promenade;
  let page;
  let consoleErrors;
  let portal;

  usePortal(started => ({ promenade, page, consoleErrors, portal } = started));

  const tree = () => page.getByRole('list', { name: /^Objects in/ });
  const openObject = async name => {
    await tree().getByRole('button', { name }).first().click({ timeout });
    return page.getByRole('region', { name });
  };

  it('is opened from the card of an environment', async () => {
    await portal.openBoard('default', 'timetable');
    await portal
      .card('Development')
      .getByRole('link', { name: 'Pods, events and logs' })
      .click({ timeout });
    await tree()
      .getByRole('button', { name: /^Pod / })
      .first()
      .waitFor({ timeout });
    assert.match(page.url(), /environment=development/);
  });

  it('shows the manifest of an object without the values of variables', async () => {
    const panel = await openObject(/^Deployment /);
    const manifest = panel.getByText('kind: Deployment');
    await manifest.waitFor({ timeout });
    const text = await manifest.textContent();
    assert.match(text, /image: .*tram\/timetable/);
    assert.doesNotMatch(text, /value: info/);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
  });

  it('shows the events of a pod, and follows its log', async () => {
    const panel = await openObject(/^Pod /);
    await panel.getByRole('tab', { name: 'Events' }).click();
    await panel.getByText('simulated-data-plane').first().waitFor({ timeout });
    await panel.getByRole('tab', { name: 'Log' }).click();
    const log = panel.getByRole('log');
    await log.getByText(/simulated: started container/).waitFor({ timeout });
    // A line that is written after the log was opened.
    const lines = await log.getByText(/running for/).count();
    await log
      .getByText(/running for/)
      .nth(lines)
      .waitFor({ timeout });
    await panel
      .getByRole('searchbox', { name: 'Search in the log' })
      .fill('started');
    await panel.getByText(/· 1 line$/).waitFor({ timeout });
  });

  it('downloads the log', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout }),
      page.getByRole('button', { name: 'Download' }).click(),
    ]);
    assert.match(download.suggestedFilename(), /^timetable.*-main\.log$/);
  });

  it('leads from a failure to the lines around it', async () => {
    await promenade.kubectl(
      'patch',
      'workload/timetable',
      '-n',
      'default',
      '--type=merge',
      '-p',
      crash,
    );
    await portal.open(`${path}?environment=development`);
    await page
      .getByRole('button', { name: 'Show its log' })
      .click({ timeout: 120_000 });
    await page.getByText('It failed here').waitFor({ timeout });
    await page.getByText('simulated: exited with code 1').waitFor({ timeout });
  });

  it('reports no errors in the console', () => {
    assert.deepEqual(consoleErrors, []);
  });
});
