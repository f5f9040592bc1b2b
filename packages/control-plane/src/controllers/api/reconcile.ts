import { Clock } from '@promenade/kube-client';
import {
  API,
  APIBinding,
  annotations,
  apiBindingKind,
  apiBindingSchema,
  apiKind,
  getCondition,
  openChoreoApiVersion,
  parentLabels,
} from '@promenade/openchoreo-model';
import { environmentBeingDeleted } from '../../core/lookups/environment-being-deleted';
import { compareText, creationOrderKey } from '../../runtime/sort';
import { isDeleting } from '../../runtime/finalizer';
import { mapToReferencing } from '../../core/lookups/map-functions';
import {
  controllerReference,
  controllerOf,
} from '../../runtime/owner-reference';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { withConditions } from '../../runtime/conditions';
import { Write } from '../../runtime/write';
import { indexes } from '../../core/lookups/indexes';

interface Outcome {
  status: 'True' | 'False';
  reason: string;
  message: string;
  address?: string;
}

const listBindings = mapToReferencing(apiBindingKind, indexes.api);

/**
 * Creates the APIBinding of an API in its environment, unless another binding of the API exists there, and reports the address.
 * Bindings that the API does not control are not changed.
 */
export function apiReconciler({ clock }: { clock: Clock }): Reconcile {
  return async (key, read, write) => {
    const api = read.get(apiKind, key);
    if (!api || isDeleting(api)) {
      return;
    }
    const { address, ...condition } = await ensureBinding(api, read, write);
    await write.updateStatus(apiKind, api, {
      ...withConditions(
        api,
        [{ type: 'Ready', ...condition }],
        new Date(clock.now()),
      ),
      address,
    });
  };
}

async function ensureBinding(
  api: API,
  read: Read,
  write: Write,
): Promise<Outcome> {
  const { metadata } = api;
  const existing = read.get(apiBindingKind, metadata);
  const isOwn = existing && isControlledBy(api, existing);
  const other = findExternalBinding(api, read);
  if (other) {
    if (isOwn) {
      await write.remove(apiBindingKind, existing);
    }
    return readOutcome(other);
  }
  if (existing && !isOwn) {
    return existing.spec.apiName === metadata.name
      ? readOutcome(existing)
      : {
          status: 'False',
          reason: 'BindingTaken',
          message: `APIBinding "${metadata.name}" serves API "${existing.spec.apiName}"; rename this API`,
        };
  }
  if (metadata.annotations?.[annotations.bindingManagement] === 'external') {
    return existing
      ? readOutcome(existing)
      : {
          status: 'False',
          reason: 'BindingManagedElsewhere',
          message: `The annotation ${annotations.bindingManagement}=external is set and no APIBinding exists; create one, or remove the annotation`,
        };
  }
  const beingDeleted = environmentBeingDeleted(
    read,
    metadata.namespace ?? '',
    api.spec.environmentName,
  );
  if (beingDeleted) {
    return beingDeleted;
  }
  const desired = buildApiBinding(api, existing);
  return readOutcome(
    existing
      ? await write.update(apiBindingKind, existing, desired)
      : await write.create(apiBindingKind, desired),
  );
}

/** The oldest binding of an API in its environment that the API does not control. Two bindings would conflict at the gateway. */
function findExternalBinding(api: API, read: Read): APIBinding | undefined {
  return listBindings(api, read)
    .filter(
      binding =>
        binding.spec.environmentName === api.spec.environmentName &&
        !isControlledBy(api, binding) &&
        !isDeleting(binding),
    )
    .sort((a, b) => compareText(creationOrderKey(a), creationOrderKey(b)))[0];
}

function isControlledBy({ metadata }: API, binding: APIBinding): boolean {
  return controllerOf(binding)?.uid === metadata.uid;
}

/** Builds the binding of an API. Its release state is kept. */
function buildApiBinding(
  { apiVersion, kind, metadata, spec }: API,
  existing?: APIBinding,
) {
  return apiBindingSchema.parse({
    ...existing,
    apiVersion: openChoreoApiVersion,
    kind: 'APIBinding',
    metadata: {
      ...existing?.metadata,
      name: metadata.name,
      namespace: metadata.namespace,
      labels: {
        ...existing?.metadata.labels,
        ...parentLabels(metadata.namespace ?? '', {
          project: spec.owner.projectName,
          component: spec.owner.componentName,
          environment: spec.environmentName,
        }),
      },
      ownerReferences: [controllerReference({ apiVersion, kind, metadata })],
    },
    spec: {
      apiName: metadata.name,
      apiClassName: spec.className,
      environmentName: spec.environmentName,
      releaseState: existing?.spec.releaseState ?? 'Active',
    },
  });
}

function readOutcome({ status }: APIBinding): Outcome {
  const ready = getCondition(status?.conditions, 'Ready');
  const [endpoint] = status?.endpoints ?? [];
  return {
    status: ready?.status === 'True' ? 'True' : 'False',
    reason: ready?.reason ?? 'Progressing',
    message: ready?.message ?? 'The APIBinding is not reconciled yet',
    address: (endpoint?.public ?? endpoint?.organization)?.uri,
  };
}
