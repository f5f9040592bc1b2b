// Recovery after a process was killed.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openBrowser } from './support/browser.mjs';
import { PortalPage } from './support/portal-page.mjs';
import { Promenade } from './support/promenade.mjs';
import { waitUntil } from './support/wait-until.mjs';

const promotion = `
apiVersion: delivery.openchoreo.dev/v1alpha1
kind: Promotion
metadata:
  name: timetable-to-staging
  namespace: default
spec:
  owner: { projectName: tram, componentName: timetable }
  from: development
  to: staging
`;

describe('recovery after a kill', { timeout: 600_000 }, () => {
  let promenade;
  let browser;
  let portal;

  before(async () => {
    promenade = await Promenade.create();
    await promenade.start();
    await waitUntil('timetable is ready', async () => {
      const ready = await promenade.kubectl(
        'get',
        'servicebindings.openchoreo.dev/timetable',
        '-n',
        'default',
        '-o',
        'jsonpath={.status.conditions[?(@.type=="Ready")].status}',
      );
      return ready === 'True';
    });
    browser = await openBrowser();
    portal = new PortalPage(await browser.newPage(), promenade.url);
    await portal.openBoard('default', 'timetable');
    await portal.waitUntilLive();
  });

  after(async () => {
    await browser?.close();
    await promenade?.dispose();
  });

  it('reports the process that ended and stops the others', async () => {
    await promenade.kubectlApply(promotion);
    await promenade.kill('backend');
    assert.match(promenade.output, /backend ended unexpectedly/);
    await portal.page.getByText(/^Reconnecting, as of/).waitFor();
  });

  it('completes the promotion once after a restart', async () => {
    await promenade.start();
    await waitUntil('the promotion succeeds', async () => {
      const phase = await promenade.kubectl(
        'get',
        'promotions.delivery.openchoreo.dev/timetable-to-staging',
        '-n',
        'default',
        '-o',
        'jsonpath={.status.phase}',
      );
      assert.notEqual(phase, 'Failed');
      return phase === 'Succeeded';
    });
    const bindings = await promenade.kubectl(
      'get',
      'servicebindings.openchoreo.dev',
      '-n',
      'default',
      '-o',
      'jsonpath={range .items[?(@.spec.environment=="staging")]}{.spec.owner.componentName}{"\\n"}{end}',
    );
    assert.equal(
      bindings.split('\n').filter(line => line === 'timetable').length,
      1,
    );
    const generation = await promenade.kubectl(
      'get',
      'servicebindings.openchoreo.dev/timetable-staging',
      '-n',
      'default',
      '-o',
      'jsonpath={.metadata.generation}',
    );
    assert.equal(generation, '1');
  });

  it('reconnects an open page, which shows the promoted release', async () => {
    await portal.waitUntilLive();
    await portal.waitForCardText('Staging', 'Ready');
  });

  it('does not load deleted samples again', async () => {
    await promenade.kubectl(
      'delete',
      'components.openchoreo.dev/departures-board',
      '-n',
      'default',
      '--timeout=60s',
    );
    await promenade.stop();
    await promenade.start();
    const components = await promenade.kubectl(
      'get',
      'components.openchoreo.dev',
      '-n',
      'default',
      '-o',
      'name',
    );
    assert.doesNotMatch(components, /departures-board/);
    assert.match(components, /timetable/);
  });
});
