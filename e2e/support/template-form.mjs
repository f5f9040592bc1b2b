// Page objects of the form of a software template, and of the page of its task.
import assert from 'node:assert/strict';
import { waitUntil } from './wait-until.mjs';

const timeoutMs = 30_000;

/** A form, filled page by page. Labels are those of the fields, without the mark of required ones. */
export class TemplateForm {
  /** @param {import('./portal-page.mjs').PortalPage} portal */
  constructor(portal) {
    this.portal = portal;
    this.page = portal.page;
  }

  /** Opens the form of a template, by the name of the template. */
  async open(template) {
    await this.portal.open(`/create/templates/default/${template}`);
    await this.page
      .getByRole('button', { name: /^(Next|Review)$/ })
      .waitFor({ timeout: timeoutMs });
  }

  /** The text box, number box or combobox with a label. `number` is its index among those of the same label in rows. */
  input(label, number = 0) {
    const name = new RegExp(`^${label}( ?\\*| ?\\(Required\\))?$`);
    return this.page
      .getByRole('textbox', { name })
      .or(this.page.getByRole('combobox', { name }))
      .nth(number);
  }

  async fill(label, text, number) {
    await this.input(label, number).fill(text);
  }

  /** Types into a combobox and selects the option that begins with a text. */
  async select(label, text, number) {
    const input = this.input(label, number);
    const option = this.#option(text).first();
    await waitUntil(`${label} offers ${text}`, async () => {
      await input.fill(text);
      // Opens the list, also when the text is the same as before, or the list was not loaded yet.
      await input.press('ArrowDown');
      await option.waitFor({ timeout: 2_000 });
      return true;
    });
    await option.click();
    const list = this.page.getByRole('listbox');
    await waitUntil(`the list of ${label} is closed`, async () => {
      if (await list.isHidden()) return true;
      await input.press('Escape');
      return false;
    });
  }

  /** Opens a select and selects the option that begins with a text. */
  async choose(label, text, number = 0) {
    await this.page
      .getByRole('button', { name: new RegExp(`\\b${label}$`) })
      .nth(number)
      .click();
    await this.#option(text).first().click();
  }

  /** Selects a radio button or switches a check box. */
  async check(label) {
    await this.page.getByText(label, { exact: true }).click();
  }

  /** Waits until the page shows a text, such as choices that are loading. */
  async see(text) {
    await this.page.getByText(text).first().waitFor({ timeout: timeoutMs });
  }

  /** Adds a row to a list. */
  async addRow(list) {
    await this.page
      .getByRole('group', { name: list, exact: true })
      .getByRole('button', { name: /^Add / })
      .click();
  }

  /** Selects the delivery by a pull request to a repository. */
  async deliverTo(repository) {
    await this.check('Open a pull request');
    await this.fill('Repository', repository);
  }

  async next() {
    await this.page.getByRole('button', { name: 'Next', exact: true }).click();
  }

  async review() {
    await this.page
      .getByRole('button', { name: 'Review', exact: true })
      .click();
  }

  /** Creates what the review shows, and returns the page of the task. */
  async create() {
    await this.page
      .getByRole('button', { name: 'Create', exact: true })
      .click();
    await this.page.waitForURL(/\/create\/tasks\//, { timeout: timeoutMs });
    return new TaskPage(this.portal);
  }

  /**
   * Fills a page. Each step is the name of a method of this form, and its arguments.
   *
   * @param {readonly (readonly [string, ...unknown[]])[]} steps
   */
  async fillPage(steps) {
    for (const [method, ...values] of steps) await this[method](...values);
  }

  /** Fills all pages, and creates. */
  async submit(template, pages) {
    await this.open(template);
    for (const [index, steps] of pages.entries()) {
      await this.fillPage(steps);
      await (index < pages.length - 1 ? this.next() : this.review());
    }
    return this.create();
  }

  /** Waits until the form says what is wrong, and asserts that it stays on its page. */
  async expectProblem(text) {
    // A number is validated when the focus leaves it.
    await this.page.keyboard.press('Tab');
    await this.page.getByText(text).first().waitFor({ timeout: timeoutMs });
    const next = this.page.getByRole('button', { name: /^(Next|Review)$/ });
    await next.click();
    await this.page.getByText(text).first().waitFor();
    assert.equal(
      await this.page
        .getByRole('button', { name: 'Create', exact: true })
        .count(),
      0,
    );
  }

  #option(text) {
    return this.page.getByRole('option', { name: new RegExp(`^${text}`, 'i') });
  }
}

/** The page of a task. */
class TaskPage {
  /** @param {import('./portal-page.mjs').PortalPage} portal */
  constructor(portal) {
    this.page = portal.page;
    this.id = new URL(portal.page.url()).pathname.split('/').at(-1);
  }

  /** The link that a task offers when it has ended. */
  link(title) {
    // A link out of the portal has more in its name: that it opens a new window.
    return this.page.getByRole('link', { name: new RegExp(`^${title}( ,|$)`) });
  }

  /** Waits for a link of the output of the task, which is there when the task has succeeded. */
  async waitForLink(title, { timeout = 90_000 } = {}) {
    await this.link(title).waitFor({ timeout });
  }

  /** Waits until the task has failed, and returns its error as the page shows it. */
  async waitForError({ timeout = 60_000 } = {}) {
    const alert = this.page.getByRole('alert').first();
    await alert.waitFor({ timeout });
    return alert.innerText();
  }
}
