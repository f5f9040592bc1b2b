// Page object of the portal.

const timeoutMs = 30_000;

export class PortalPage {
  /**
   * @param {import('playwright-core').Page} page
   * @param {string} url
   */
  constructor(page, url) {
    this.page = page;
    this.url = url;
  }

  async open(path) {
    await this.page.goto(`${this.url}${path}`);
    // The sidebar is shown after the guest is signed in, which happens automatically.
    await this.page
      .getByRole('link', { name: 'Promenade home', exact: true })
      .waitFor({ timeout: timeoutMs });
  }

  openBoard(organization, component) {
    return this.open(`/catalog/${organization}/component/${component}/deploy`);
  }

  async createService({ project, name, image }) {
    await this.open('/create/templates/default/create-a-service');
    await this.#selectEntity('Project', project);
    await this.page.getByLabel(/^Name/).fill(name);
    await this.page.getByRole('button', { name: 'Next' }).click();
    await this.page.getByLabel(/^Container image/).fill(image);
    await this.page.getByRole('button', { name: 'Review' }).click();
    await this.page.getByRole('button', { name: 'Create' }).click();
  }

  async promoteWithTemplate({ component, to }) {
    await this.open('/create/templates/default/promote-a-component');
    await this.#selectEntity('Component', component);
    await this.page.getByRole('button', { name: /\bTo\b/ }).click();
    await this.page.getByRole('option', { name: new RegExp(`^${to}`) }).click();
    await this.page.getByRole('button', { name: 'Review' }).click();
    await this.page.getByRole('button', { name: 'Create' }).click();
  }

  /** Opens a page of the component whose entity page is open. */
  async openDeploymentPage(title) {
    await this.page
      .getByRole('navigation', { name: 'Content navigation' })
      .getByRole('link', { name: title, exact: true })
      .click();
  }

  /** Opens the review of a promotion that waits in the inbox, and returns its dialog. */
  async reviewInInbox(component) {
    await this.open('/');
    await this.page.getByRole('link', { name: /^Approvals/ }).click();
    await this.page
      .getByRole('region', { name: 'Waiting for you' })
      .getByRole('article', { name: component })
      .getByRole('button', { name: /^Review promotion/ })
      .click();
    return this.page.getByRole('dialog');
  }

  /** Types into an entity picker and selects the first match. A picker with a single entity has it selected already. */
  async #selectEntity(label, text) {
    const field = this.page.getByRole('textbox', {
      name: new RegExp(`^${label}\\b`),
    });
    const option = this.page.getByRole('option', {
      name: new RegExp(text, 'i'),
    });
    await field.focus();
    await field.press('ArrowDown');
    const selected = this.page.locator('input:disabled').and(field);
    await option.or(selected).first().waitFor();
    if (await selected.isVisible()) return;
    await field.fill(text);
    await option.first().click();
  }

  async waitForTaskSuccess() {
    await this.page
      .getByRole('link', { name: 'Open the deploy board' })
      .waitFor({ timeout: 90_000 });
  }

  /** The card of an environment, by the name of the environment. */
  card(environment) {
    return this.page.getByRole('article', { name: environment });
  }

  waitForCardText(environment, text) {
    return this.card(environment)
      .getByText(text)
      .first()
      .waitFor({ timeout: 60_000 });
  }

  waitUntilLive() {
    return this.page
      .getByText('Live', { exact: true })
      .waitFor({ timeout: timeoutMs });
  }

  /** Waits until the page shows a current board, over a stream or by polling. */
  waitUntilConnected() {
    return this.page
      .getByText(/^(Live|Updated every few seconds)$/)
      .waitFor({ timeout: timeoutMs });
  }

  async promoteWithButton(environment) {
    await this.page
      .getByRole('button', { name: `Promote to ${environment}` })
      .first()
      .click();
    await this.page
      .getByRole('dialog')
      .getByRole('button', {
        name: new RegExp(`^Promote [0-9a-f]{7} to ${environment}$`),
      })
      .click();
  }

  /** The release that a card shows, as a hash of seven characters. */
  async releaseOf(environment) {
    const text = await this.card(environment)
      .getByText(/^[0-9a-f]{7}$/)
      .first()
      .textContent();
    return text.trim();
  }
}
