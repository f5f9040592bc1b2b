// What a person does in the portal, in their words.

const patience = 30_000;

export class Portal {
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
    // The guest is signed in by the portal itself; the sidebar is there for who is signed in.
    await this.page
      .getByRole('link', { name: 'Home', exact: true })
      .waitFor({ timeout: patience });
  }

  openBoard(organization, component) {
    return this.open(`/catalog/${organization}/component/${component}/deploy`);
  }

  async createService({ project, name, image }) {
    await this.open('/create/templates/default/create-a-service');
    await this.#choose('Project', project);
    await this.page.getByLabel(/^Name/).fill(name);
    await this.page.getByRole('button', { name: 'Next' }).click();
    await this.page.getByLabel(/^Container image/).fill(image);
    await this.page.getByRole('button', { name: 'Review' }).click();
    await this.page.getByRole('button', { name: 'Create' }).click();
  }

  async promoteByTemplate({ component, to }) {
    await this.open('/create/templates/default/promote-a-component');
    await this.#choose('Component', component);
    await this.#choose('To', to);
    await this.page.getByRole('button', { name: 'Review' }).click();
    await this.page.getByRole('button', { name: 'Create' }).click();
  }

  /** Types into a field that offers entities, and takes the first that fits. The only entity there is is chosen already. */
  async #choose(label, text) {
    const field = this.page.getByRole('textbox', {
      name: new RegExp(`^${label}\\b`),
    });
    const offer = this.page.getByRole('option', {
      name: new RegExp(text, 'i'),
    });
    await field.focus();
    await field.press('ArrowDown');
    const chosen = this.page.locator('input:disabled').and(field);
    await offer.or(chosen).first().waitFor();
    if (await chosen.isVisible()) return;
    await field.fill(text);
    await offer.first().click();
  }

  async taskSucceeded() {
    await this.page
      .getByRole('link', { name: 'See where it runs' })
      .waitFor({ timeout: 90_000 });
  }

  /** The card of an environment, by its title. */
  card(environment) {
    return this.page.getByRole('article', { name: environment });
  }

  cardShows(environment, text) {
    return this.card(environment)
      .getByText(text)
      .first()
      .waitFor({ timeout: 60_000 });
  }

  isLive() {
    return this.page
      .getByText('Live', { exact: true })
      .waitFor({ timeout: patience });
  }

  async promoteByButton(environment) {
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

  /** The release that a card shows: seven characters. */
  async releaseOf(environment) {
    const text = await this.card(environment)
      .getByText(/^[0-9a-f]{7}$/)
      .first()
      .textContent();
    return text.trim();
  }
}
