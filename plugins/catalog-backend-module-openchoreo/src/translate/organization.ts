import type { DomainEntity } from '@backstage/catalog-model';
import { openchoreoAnnotations } from '@promenade/backstage-plugin-openchoreo-common';
import type { Organization } from '@promenade/openchoreo-model';
import { entityMeta } from './entityMeta';
import { ownerOf } from './owner';
import type { Translator } from './Translator';

/** An organization is a Domain. */
export const translateOrganization: Translator<Organization> = (
  organization,
  { defaultOwner },
) => {
  const { name } = organization.metadata;
  const domain: DomainEntity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Domain',
    metadata: entityMeta(
      organization,
      { type: 'organization', name },
      { [openchoreoAnnotations.organization]: name },
    ),
    spec: { owner: ownerOf([organization], defaultOwner) },
  };
  return [domain];
};
