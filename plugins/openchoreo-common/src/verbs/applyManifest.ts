import { z } from 'zod';
import { resourceFields } from '../operations/Operation';
import {
  manifestApplyPermission,
  manifestDeletePermission,
} from '../permissions';
import { declareVerb } from './Verb';

const applied = {
  organization: z.string().describe('Name of the organization.'),
  apiVersion: z.string().describe('API version of the resource.'),
  kind: z.string().describe('Kind of the resource.'),
  name: z.string().describe('Name of the resource.'),
};

const audited = z.object({
  kind: z.string().catch(''),
  metadata: z.object({ name: z.string().catch('') }).catch({ name: '' }),
});

/** What a manifest is of, for the audit event: its content may have credentials. */
function auditMeta({
  manifest,
}: {
  manifest: unknown;
}): Record<string, string> {
  const { kind, metadata } = audited
    .catch({ kind: '', metadata: { name: '' } })
    .parse(manifest);
  return { kind, name: metadata.name };
}

export const applyManifest = declareVerb({
  name: 'apply-manifest',
  title: 'Apply a manifest',
  description:
    'Creates an OpenChoreo resource of an organization from a manifest, or changes it: the fields of the manifest take the place of those of the last one (server-side apply). It needs a permission on the organization, because a manifest can change everything in it.',
  resource: 'organization',
  permission: manifestApplyPermission,
  input: z.object({
    ...resourceFields.organization,
    manifest: z
      .record(z.string(), z.unknown())
      .describe(
        'The resource, with apiVersion, kind, metadata.name and spec. Its namespace is the organization.',
      ),
  }),
  output: z.object({
    ...applied,
    operation: z
      .enum(['created', 'updated'])
      .describe('Whether the resource existed.'),
  }),
  attributes: { readOnly: false, destructive: true, idempotent: true },
  deliverable: false,
  http: { method: 'PUT', path: '/manifests', status: 200 },
  audit: {
    eventId: 'manifest-apply',
    severityLevel: 'medium',
    meta: auditMeta,
    outcome: ({ operation }) => ({ operation }),
  },
});

export const deleteManifest = declareVerb({
  name: 'delete-manifest',
  title: 'Delete the resource of a manifest',
  description:
    'Deletes an OpenChoreo resource of an organization, named by a manifest. The control plane deletes what belongs to it first. It needs a permission on the organization, because a manifest can name everything in it.',
  resource: 'organization',
  permission: manifestDeletePermission,
  input: z.object({
    ...resourceFields.organization,
    manifest: z
      .record(z.string(), z.unknown())
      .describe('The resource, with apiVersion, kind and metadata.name.'),
  }),
  output: z.object({
    ...applied,
    operation: z
      .enum(['deleted', 'not_found'])
      .describe('Whether the resource existed.'),
  }),
  attributes: { readOnly: false, destructive: true, idempotent: true },
  deliverable: false,
  http: { method: 'POST', path: '/manifest-deletions', status: 200 },
  audit: {
    eventId: 'manifest-delete',
    severityLevel: 'medium',
    meta: auditMeta,
    outcome: ({ operation }) => ({ operation }),
  },
});
