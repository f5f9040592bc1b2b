import type { Subject } from '../../core/access/organization-access';
import type {
  RoleBinding,
  RoleBindings,
} from '../../controllers/organization/role-bindings';
import { apiError } from './api-errors';

/** RoleBindings without a cluster. */
export class InMemoryRoleBindings implements RoleBindings {
  readonly #foreign: readonly string[];
  readonly #bindings = new Map<string, RoleBinding>();
  /** The number of requests so far. */
  requests = 0;

  /** @param foreign - names of RoleBindings of other managers */
  constructor(foreign: readonly string[] = []) {
    this.#foreign = foreign;
  }

  /** The subjects of each RoleBinding, as `Kind name`, by its name. */
  subjects(): Record<string, readonly string[]> {
    return Object.fromEntries(
      [...this.#bindings.values()].map(({ metadata, subjects = [] }) => [
        metadata.name,
        subjects.map(({ kind, name }) => `${kind} ${name}`),
      ]),
    );
  }

  async list(): Promise<RoleBinding[]> {
    this.requests += 1;
    return [...this.#bindings.values()];
  }

  async create(binding: RoleBinding): Promise<void> {
    this.requests += 1;
    if (this.#foreign.includes(binding.metadata.name)) {
      throw apiError(409, 'AlreadyExists', binding.metadata.name);
    }
    this.#bindings.set(binding.metadata.name, binding);
  }

  async setSubjects(
    binding: RoleBinding,
    subjects: readonly Subject[],
  ): Promise<void> {
    this.requests += 1;
    this.#bindings.set(binding.metadata.name, { ...binding, subjects });
  }

  async remove({ metadata }: RoleBinding): Promise<void> {
    this.requests += 1;
    this.#bindings.delete(metadata.name);
  }
}
