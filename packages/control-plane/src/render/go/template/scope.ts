import { TemplateError } from './template-error';
import type { Value } from './value';

/** The variables that are known at a place of a template; a block has those around it, and its own. */
export class Scope {
  readonly #own = new Map<string, Value>();

  constructor(private readonly parent?: Scope) {}

  declare(name: string, value: Value): void {
    this.#own.set(name, value);
  }

  /** @throws TemplateError where there is no such variable */
  assign(name: string, value: Value): void {
    this.#holding(name).#own.set(name, value);
  }

  /** @throws TemplateError where there is no such variable */
  get(name: string): Value {
    return this.#holding(name).#own.get(name);
  }

  #holding(name: string): Scope {
    if (this.#own.has(name)) return this;
    if (!this.parent) {
      throw new TemplateError(`there is no variable "${name}"`);
    }
    return this.parent.#holding(name);
  }
}
