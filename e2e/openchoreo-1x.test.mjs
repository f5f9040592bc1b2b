// OpenChoreo 1.x: its samples in the catalog and on the deploy board, promotions with an approval, a roll back and a new component.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { hasFixtures, ReleaseCluster } from './support/release-cluster.mjs';
import { TemplateForm } from './support/template-form.mjs';
import { usePortal } from './support/use-portal.mjs';
import { waitUntil } from './support/wait-until.mjs';

const first = 'greeter-service-1111111a';
const second = 'greeter-service-2222222b';
const mailer = 'mailer-3333333c';

/** Production needs an approval, which the only user of the portal may give. */
const policy = {
  apiVersion: 'delivery.openchoreo.dev/v1alpha1',
  kind: 'PromotionPolicy',
  metadata: { name: 'default', namespace: 'default' },
  spec: {
    pipelineRef: 'default',
    rules: [
      {
        from: 'staging',
        to: 'production',
        approvers: { minApprovals: 1, allowSelfApproval: true },
      },
    ],
  },
};

describe('an OpenChoreo 1.x', { skip: !hasFixtures, timeout: 900_000 }, () => {
  let cluster;
  let page;
  let portal;
  let consoleErrors;

  usePortal(started => ({ page, portal, consoleErrors } = started), {
    async cluster() {
      cluster = await ReleaseCluster.start();
      await cluster.release(first, 'registry.local/greeter:1.0.0');
      await cluster.release(second, 'registry.local/greeter:2.0.0');
      await cluster.deploy('development', first);
      await cluster.apply(policy);
      return { kubeconfig: cluster.kubeconfig, controllers: 'promotion' };
    },
  });
  after(() => cluster?.stop());

  const jsonPath = (object, path) =>
    cluster.kubectl(
      ...['get', object, '--namespace=default', `--output=jsonpath=${path}`],
    );

  it('has its components in the catalog', async () => {
    const link = page.getByRole('link', { name: 'greeter-service' }).first();
    // The list is not live, and the portal is ready before the catalog has read everything.
    await waitUntil('the catalog has the component', async () => {
      await portal.open('/');
      await link.waitFor({ timeout: 5_000 });
      return true;
    });
    await link.click();
    await page
      .getByRole('heading', { name: 'greeter-service' })
      .first()
      .waitFor();
  });

  it('has the state and the release of each environment on the board', async () => {
    await portal.openDeploymentPage('Deploy');
    await portal.waitForCardText('Development', /Ready/);
    await portal.waitForCardText('Development', '1.0.0');
    await portal.waitForCardText('Staging', /Not deployed/);
    await portal.waitUntilLive();
  });

  it('promotes to the next environment, as soon as OpenChoreo reports it ready', async () => {
    await portal.promoteWithButton('Staging');
    await cluster.reportReady('staging', first);
    await portal.waitForCardText('Staging', /Ready/);
    await portal.waitForCardText('Development', /Same as Staging/i);
  });

  it('promotes to production after an approval', async () => {
    await portal.promoteWithButton('Production');
    const card = portal.card('Production');
    await card.getByText('0 of 1 approval', { exact: true }).waitFor();
    const dialog = await portal.reviewInInbox('greeter-service');
    await dialog.getByText('registry.local/greeter:1.0.0').waitFor();
    await dialog.getByRole('button', { name: /^Approve/ }).click();
    await dialog.waitFor({ state: 'hidden' });
    await cluster.reportReady('production', first);
    await portal.openBoard('default', 'greeter-service');
    await portal.waitForCardText('Production', /Ready/);
    assert.equal(
      await jsonPath(
        'promotions.delivery.openchoreo.dev',
        '{.items[?(@.spec.to=="production")].status.approvals[*].by}',
      ),
      'user:development/guest',
    );
  });

  it('rolls back to an earlier release', async () => {
    await cluster.deploy('development', second);
    await portal.waitForCardText('Development', '2.0.0');
    await portal.promoteWithButton('Staging');
    await cluster.reportReady('staging', second);
    await portal.waitForCardText('Staging', '2.0.0');

    await portal.openDeploymentPage('Releases');
    // A label, because the radio button itself is hidden.
    await page
      .getByRole('radiogroup', { name: 'Environment' })
      .getByText('Staging', { exact: true })
      .click();
    const revisions = page.getByRole('table', { name: 'Releases in Staging' });
    const rollBack = revisions.getByRole('button', {
      name: 'Roll back to this: 1.0.0',
    });
    await rollBack.and(page.locator(':enabled')).click({ timeout: 60_000 });
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /Reason/ }).fill('Too slow');
    await dialog.getByRole('button', { name: /^Roll back Staging/ }).click();
    await cluster.reportReady('staging', first);
    await page
      .getByRole('region', { name: 'History of promotions' })
      .getByText('Staging back to 1.0.0')
      .waitFor({ timeout: 60_000 });
  });

  it('creates a component with the form of its type', async () => {
    const form = new TemplateForm(portal);
    const task = await form.submit('cluster-component-type-worker', [
      [
        ['select', 'Project', 'Default Project'],
        ['fill', 'Name', 'mailer'],
      ],
      [['fill', 'Container image', 'registry.local/mailer:1.0.0']],
      [],
      [],
    ]);
    await waitUntil('the component is created', () =>
      jsonPath('workload/mailer-workload', '{.metadata.name}').then(Boolean),
    );
    assert.equal(
      await jsonPath('component/mailer', '{.spec.componentType.name}'),
      'deployment/worker',
    );
    // What OpenChoreo does with a new Workload.
    await cluster.release(mailer, 'registry.local/mailer:1.0.0');
    await cluster.deploy('development', mailer);
    await task.waitForLink('Open the deploy board');
  });

  it('writes no errors to the console', () => {
    assert.deepEqual(consoleErrors, []);
  });
});
