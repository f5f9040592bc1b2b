import { missingRight } from '../cache/missingRights';
import type { ResourceKind } from '../cache/ResourceReader';
import type { Capability } from '../domain/ComponentSnapshot';
import type { PlatformAdapter } from './PlatformAdapter';

export interface MissingRights {
  /** A sentence, when a required kind cannot be read. */
  required?: string;
  /** A sentence for each optional kind that cannot be read. */
  optional: string[];
}

/** The rights that the Kubernetes account lacks, by the capability that needs them. */
export function missingRights(
  { capabilities }: Pick<PlatformAdapter, 'capabilities'>,
  forbiddenKinds: readonly ResourceKind[],
): Record<Capability, MissingRights> {
  const forbidden = new Set(forbiddenKinds);
  const sentences = (kinds: readonly ResourceKind[] = []) =>
    kinds
      .filter(kind => forbidden.has(kind))
      .map(kind => `${missingRight(kind)}. Ask the platform team to grant it.`);
  const of = (capability: Capability): MissingRights => {
    const { required, optional } = capabilities[capability] ?? {};
    return {
      required: sentences(required)[0],
      optional: sentences(optional),
    };
  };
  return { deployments: of('deployments'), promotions: of('promotions') };
}
