import { InputError } from '@backstage/errors';
import {
  parseInput,
  waitForCache,
} from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import type { ChoreoctlRequest } from './ChoreoctlRoute';

/** The organization of a manifest without a namespace. */
const defaultOrganization = 'default';

export const openChoreoVersion = 'openchoreo.dev/v1alpha1';

const groups = ['openchoreo.dev/', 'delivery.openchoreo.dev/'];

const manifestSchema = z.looseObject({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  metadata: z.looseObject({
    name: z.string().min(1),
    namespace: z.string().nullish(),
    annotations: z.record(z.string(), z.string()).nullish(),
  }),
  spec: z.unknown().optional(),
});

export type Manifest = z.output<typeof manifestSchema>;

/** A manifest with the organization that it is for. */
export interface ParsedManifest {
  organization: string;
  manifest: Manifest;
}

/** The manifest of a request. Resolves when it is known what exists in its organization, which decides what permission is needed. */
export async function readManifest(
  request: ChoreoctlRequest,
): Promise<ParsedManifest> {
  const parsed = parseManifest(request);
  const { organization } = parsed;
  await waitForCache(request.services.openChoreo.cache, { organization });
  return parsed;
}

function parseManifest({ body }: ChoreoctlRequest): ParsedManifest {
  const parsed = parseInput(manifestSchema, body, 'manifest');
  const { apiVersion, kind } = parsed;
  if (!groups.some(group => apiVersion.startsWith(group))) {
    throw new InputError(
      `apiVersion: ${apiVersion} is not of openchoreo.dev. Apply it with kubectl`,
    );
  }
  const { namespace, ...metadata } = parsed.metadata;
  return {
    organization:
      kind === 'Organization'
        ? metadata.name
        : namespace || defaultOrganization,
    manifest: { ...parsed, metadata },
  };
}

/** What a response says of a manifest. */
export function answerOf<Operation extends string>(
  { manifest, organization }: ParsedManifest,
  operation: Operation,
) {
  const { apiVersion, kind, metadata } = manifest;
  return {
    apiVersion,
    kind,
    name: metadata.name,
    ...(kind !== 'Organization' && { namespace: organization }),
    operation,
  };
}
