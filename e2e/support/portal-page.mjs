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
