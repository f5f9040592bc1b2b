import { ConflictError, InputError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  buildPlaneKind,
  dataPlaneKind,
  kindOf,
  kinds,
  organizationKind,
  type KindDefinition,
  type KubernetesObject,
} from '@promenade/openchoreo-model';
import { z } from 'zod';
import { commandAnnotations } from '../../domain/commandAnnotations';
import { parseInput } from '../../verbs/parseInput';
import { toBackstageError } from '../../verbs/toBackstageError';
import {
  implementVerb,
  implementWrite,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { hasHiddenLiterals } from '../../views/hideLiterals';
import { deleteObject, findObject } from '../../adapter-base/writeObjects';

/** Of the API server of OpenChoreo v0.3.2, so that a manifest which that has applied is still the same one. */
const manifestManager = 'choreoctl';

const manifestSchema = z.looseObject({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  metadata: z.looseObject({
    name: z.string().min(1),
    namespace: z.string().optional(),
    annotations: z.record(z.string(), z.string()).nullish(),
    managedFields: z.unknown().optional(),
  }),
});

/** Kinds whose specs may have credentials, which no plan shows. */
const kindsWithCredentials: readonly KindDefinition[] = [
  dataPlaneKind,
  buildPlaneKind,
];

interface Manifest {
  kind: KindDefinition;
  object: KubernetesObject;
}

/**
 * Applies a manifest as the only owner of its fields. An InputError when it is not of the organization or of a kind of OpenChoreo, or
 * when the API server rejects it.
 */
export const applyManifest = implementWrite(
  verbs.applyManifest,
  async (context, input, request, dryRun) => {
    const { kind, object } = parseManifest(input);
    if (hasHiddenLiterals(object)) {
      throw new InputError(
        'spec: has values that were hidden when it was read, and would replace the real ones. Write the real values',
      );
    }
    const before = await findObject(
      context,
      kind,
      object.metadata,
      request.signal,
    );
    const { name } = object.metadata;
    if (before?.metadata.deletionTimestamp) {
      throw new ConflictError(
        `The ${kind.kind} ${name} is being deleted. Try again when it is gone`,
      );
    }
    const applied = await apply(context, { kind, object }, request, dryRun);
    return {
      output: {
        ...outputOf(input, { kind, object }),
        operation: before ? ('updated' as const) : ('created' as const),
      },
      objects: kindsWithCredentials.includes(kind) ? [] : [applied],
    };
  },
);

/** Deletes the object that a manifest names. The control plane deletes what belongs to it first. */
export const deleteManifest = implementVerb(verbs.deleteManifest, {
  async plan(context, input, request) {
    const { manifest, found } = await findManifest(context, input, request);
    const isShown = found && !kindsWithCredentials.includes(manifest.kind);
    return {
      output: deletionOf(input, manifest, found),
      objects: isShown ? [found] : [],
    };
  },
  async execute(context, input, request) {
    const { manifest, found } = await findManifest(context, input, request);
    if (found) await deleteObject(context, manifest.kind, found, request);
    return deletionOf(input, manifest, found);
  },
});

async function findManifest(
  context: VerbContext,
  input: OperationInput<typeof verbs.deleteManifest>,
  { signal }: VerbRequest,
) {
  const manifest = parseManifest(input);
  const { kind, object } = manifest;
  const found = await findObject(context, kind, object.metadata, signal);
  return { manifest, found };
}

function deletionOf(
  input: OperationInput<typeof verbs.deleteManifest>,
  manifest: Manifest,
  found: KubernetesObject | undefined,
) {
  const operation = found ? ('deleted' as const) : ('not_found' as const);
  return { ...outputOf(input, manifest), operation };
}

function outputOf(
  { organization }: { organization: string },
  { kind: { apiVersion, kind }, object }: Manifest,
) {
  return { organization, apiVersion, kind, name: object.metadata.name };
}

async function apply(
  { client }: VerbContext,
  { kind, object }: Manifest,
  { requestedBy, signal }: VerbRequest,
  dryRun: boolean,
): Promise<KubernetesObject> {
  const { metadata, ...rest } = object;
  const { annotations, ...own } = metadata;
  const recorded = requestedBy && {
    [commandAnnotations.requestedBy]: requestedBy,
  };
  try {
    return await client.apply<KubernetesObject>(
      kind,
      {
        ...rest,
        metadata: { ...own, annotations: { ...annotations, ...recorded } },
      },
      {
        signal,
        dryRun,
        force: true,
        fieldManager: manifestManager,
        fieldValidation: 'Strict',
      },
    );
  } catch (error) {
    throw toBackstageError(`apply ${kind.kind} ${metadata.name}`, error);
  }
}

/** @throws InputError that names the field */
function parseManifest({
  organization,
  manifest,
}: OperationInput<typeof verbs.applyManifest>): Manifest {
  const parsed = parseInput(manifestSchema, manifest, 'manifest');
  const { apiVersion, kind: kindName, metadata } = parsed;
  const kind = kindOf(apiVersion, kindName);
  if (!kind) {
    const known = kinds.filter(each => each.kind === kindName);
    throw new InputError(
      known.length
        ? `apiVersion: there is no ${kindName} in ${apiVersion}. Write ${known[0].apiVersion}`
        : `kind: ${kindName} is not a kind of OpenChoreo. Apply it with kubectl`,
    );
  }
  const { namespace, annotations, managedFields: _, ...named } = metadata;
  // The status is not applied.
  const { status: __, ...given } = parsed;
  const objectIn = (parent: { namespace?: string }): KubernetesObject => ({
    ...given,
    metadata: { ...named, ...parent, ...(annotations && { annotations }) },
  });
  if (kind.scope === 'Cluster') {
    if (kind !== organizationKind) {
      throw new InputError(
        `kind: a ${kindName} belongs to all organizations. Apply it with kubectl`,
      );
    }
    if (named.name !== organization) {
      throw new InputError(
        `metadata.name: must be ${organization}, the organization of the request`,
      );
    }
    return { kind, object: objectIn({}) };
  }
  if (namespace && namespace !== organization) {
    throw new InputError(
      `metadata.namespace: must be ${organization}, the organization of the request`,
    );
  }
  return { kind, object: objectIn({ namespace: organization }) };
}
