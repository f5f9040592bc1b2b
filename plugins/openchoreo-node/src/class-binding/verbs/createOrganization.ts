import { ConflictError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ResourceType } from '@promenade/kube-client';
import { organizationKind } from '@promenade/openchoreo-model';
import { toBackstageError } from '../../verbs/toBackstageError';
import {
  implementWrite,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { createOnce } from '../../adapter-base/createOnce';
import { objectReference } from '../../adapter-base/objectReference';

type Input = OperationInput<typeof verbs.createOrganization>;

const namespaceType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  scope: 'Cluster',
};

/** Creates an Organization. A ConflictError when the name is already taken, by an organization or by a namespace. */
export const createOrganization = implementWrite(
  verbs.createOrganization,
  async (context, input, request, dryRun) => {
    const organization = await createOnce(
      context,
      organizationKind,
      input,
      request,
      {
        dryRun,
        check: () => checkNamespaceIsFree(context, input, request),
        spec: {},
      },
    );
    return {
      output: {
        organization: input.name,
        objects: [objectReference(organization)],
      },
      objects: [organization],
    };
  },
);

/** The control plane would adopt a namespace that exists, and what is in it: that of a system component, for example. */
async function checkNamespaceIsFree(
  { client }: VerbContext,
  { name }: Input,
  { signal }: VerbRequest,
): Promise<void> {
  let namespace;
  try {
    namespace = await client.find(namespaceType, { name }, { signal });
  } catch (error) {
    throw toBackstageError(`read Namespace ${name}`, error);
  }
  if (namespace) {
    throw new ConflictError(
      `name: the namespace ${name} already exists, and an organization would take it over. Choose another name`,
    );
  }
}
