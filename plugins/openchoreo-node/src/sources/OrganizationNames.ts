import { sharedOrganization } from '../domain/sharedOrganization';

/** The names of the organizations of a control plane. In Backstage they begin with a prefix, which may be empty. */
export class OrganizationNames {
  readonly prefix: string;

  constructor(prefix = '') {
    this.prefix = prefix;
  }

  /** The name in Backstage of the organization that all others of the control plane share. */
  get shared(): string {
    return this.toBackstage(sharedOrganization);
  }

  /** @param name - the name in Kubernetes */
  toBackstage(name: string): string {
    return `${this.prefix}${name}`;
  }

  /** The name in Kubernetes. Undefined for a name that does not begin with the prefix, and for the prefix alone. */
  toKubernetes(name: string): string | undefined {
    return name.startsWith(this.prefix)
      ? name.slice(this.prefix.length) || undefined
      : undefined;
  }
}
