// The pages of platform engineers: what is stuck, the editor of pipelines, the Deploy tab of a project, and another language.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { usePortal } from './support/use-portal.mjs';

const timeout = 60_000;

describe('the pages of platform engineers', { timeout: 900_000 }, () => {
  let promenade;
  let page;
  let consoleErrors;
  let portal;

  const table = name => page.getByRole('table', { name });

  usePortal(started => ({ promenade, page, consoleErrors, portal } = started));

  it('shows the planes and organizations of the platform', async () => {
    await portal.open('/');
    await page.getByRole('link', { name: 'Platform', exact: true }).click();
    await table('Data planes').getByText('simulated').waitFor({ timeout });
    await table('Organizations')
      .getByRole('link', { name: 'default', exact: true })
      .waitFor({ timeout });
  });

  it('shows the plan of a change of a pipeline, and makes it', async () => {
    await portal.open(
      '/catalog/default/resource/deployment-pipeline-default/edit',
    );
    // The input is hidden behind the box that is drawn.
    await page
      .getByRole('checkbox', { name: 'Needs an approval' })
      .first()
      .click({ force: true, timeout });
    await page.getByRole('button', { name: 'Review the change' }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByText('promotion from development to staging')
      .waitFor({ timeout });
    await dialog.getByRole('button', { name: /^Change / }).click();
    await page.getByText('The pipeline was changed.').waitFor({ timeout });
    const pipeline = await promenade.kubectl(
      'get',
      'deploymentpipelines.openchoreo.dev',
      'default',
      '-n',
      'default',
      '-o',
      'jsonpath={.spec.promotionPaths[?(@.sourceEnvironmentRef=="development")].targetEnvironmentRefs[0].requiresApproval}',
    );
    assert.equal(pipeline.trim(), 'true');
  });

  it('adds a gate to a promotion with a plan', async () => {
    await page
      .getByRole('button', {
        name: /^Gates and approvals from staging to production$/i,
      })
      .click({ timeout });
    await page.getByRole('button', { name: 'Add a gate' }).click();
    await page
      .getByRole('textbox', { name: 'Name', exact: true })
      .last()
      .fill('stable');
    await page.getByRole('textbox', { name: 'Healthy for' }).last().fill('2m');
    await page
      .getByRole('button', { name: 'Review gates and approvals' })
      .click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Change gates and approvals' })
      .click({ timeout });
    await page
      .getByText('Gates and approvals were changed.')
      .waitFor({ timeout });
    const gates = await promenade.kubectl(
      'get',
      'promotionpolicies.delivery.openchoreo.dev',
      'default',
      '-n',
      'default',
      '-o',
      'jsonpath={.spec.rules[0].qualityGates[*].name}',
    );
    assert.equal(gates.trim(), 'healthy-in-staging release-checklist stable');
  });

  it('lists in the audit who changed what', async () => {
    await portal.open('/openchoreo/audit');
    const changes = table('Changes').getByRole('row');
    await changes
      .filter({ hasText: 'Change promotion policy' })
      .getByText('Succeeded')
      .waitFor({ timeout });
    await changes.filter({ hasText: 'Change pipeline' }).waitFor({ timeout });
  });

  it('opens a template for the project that the page is about', async () => {
    await portal.open('/catalog/default/system/tram/deploy');
    await table('Components in each environment').waitFor({ timeout });
    await page.getByRole('button', { name: 'Create here' }).click();
    await page
      .getByRole('menuitem', { name: 'A service from an image' })
      .click();
    await page
      .getByRole('heading', { name: 'Create a service' })
      .first()
      .waitFor({ timeout });
    assert.match(
      decodeURIComponent(page.url()),
      /"project":"system:default\/tram"/,
    );
  });

  it('has the texts of another language', async () => {
    await page.evaluate(() =>
      globalThis.localStorage.setItem('language', 'de'),
    );
    await portal.open('/openchoreo/platform');
    await page
      .getByText('Festhängende Bereitstellungen')
      .first()
      .waitFor({ timeout });
  });

  it('has no errors in the console', () => {
    assert.deepEqual(consoleErrors, []);
  });
});
