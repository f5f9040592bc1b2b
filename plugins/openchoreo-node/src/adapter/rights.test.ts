import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  componentKind,
  configurationGroupKind,
  deploymentPipelineKind,
  environmentKind,
  gitCommitRequestKind,
  promotionKind,
  promotionPolicyKind,
  releasePreviewKind,
  scheduledTaskKind,
  serviceKind,
  signingKeySecret,
  webApplicationKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { bindingKinds } from '../class-binding/bindings';
import { releaseBindingKind } from '../component-type/deploymentKinds';
import { projectReleaseBindingKind } from '../component-type/tenantKinds';
import { platformAdapters } from './adapters';

// Tests run from sources only.
// eslint-disable-next-line no-restricted-syntax
const folder = join(__dirname, '../../../../deploy/backend');
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

const manifestSchema = z.object({
  kind: z.string(),
  metadata: z.object({ name: z.string(), namespace: z.string().optional() }),
  rules: z
    .array(
      z.object({
        apiGroups: z.array(z.string()),
        resources: z.array(z.string()),
        resourceNames: z.array(z.string()).optional(),
        verbs: z.array(z.string()),
      }),
    )
    .default([]),
});

/** What the caches of all adapters read. */
const kinds = platformAdapters.flatMap(adapter => adapter.kinds);

/** What verbs read by name. It is not cached: among it what they create for the control plane to answer. */
const uncachedKinds = [
  gitCommitRequestKind,
  releasePreviewKind,
  projectReleaseBindingKind,
  { plural: 'namespaces', group: '' },
];

describe('the rights of the Kubernetes account of the backend', () => {
  const { resources } = z
    .object({ resources: z.array(z.string()) })
    .parse(parse(read('kustomization.yaml')));
  const manifests = resources
    .flatMap(file => parseAllDocuments(read(file)))
    .map(document => manifestSchema.parse(document.toJS()));
  const rulesOf = (kind: string) =>
    manifests.filter(each => each.kind === kind).flatMap(({ rules }) => rules);

  /** What a verb may be used for, as `plural.group`. */
  const allowed = (verb: string) =>
    rulesOf('ClusterRole')
      .filter(({ verbs }) => verbs.includes(verb))
      .flatMap(({ apiGroups, resources: plurals }) =>
        apiGroups.flatMap(group => plurals.map(plural => `${plural}.${group}`)),
      )
      .sort();
  const names = (of: readonly { plural: string; group: string }[]) =>
    [...new Set(of.map(({ plural, group }) => `${plural}.${group}`))].sort();

  it.each(['get', 'list', 'watch'])(
    'are to %s what is read, and nothing else',
    verb => {
      expect(allowed(verb)).toEqual(
        names(verb === 'get' ? [...kinds, ...uncachedKinds] : kinds),
      );
    },
  );

  it('are to patch what verbs change', () => {
    expect(allowed('patch')).toEqual(
      names([
        ...bindingKinds,
        componentKind,
        configurationGroupKind,
        deploymentPipelineKind,
        environmentKind,
        promotionKind,
        promotionPolicyKind,
        releaseBindingKind,
        scheduledTaskKind,
        serviceKind,
        webApplicationKind,
        workloadKind,
      ]),
    );
  });

  it('are no others', () => {
    const verbs = rulesOf('ClusterRole').flatMap(rule => rule.verbs);
    expect([...new Set(verbs)].sort()).toEqual([
      'create',
      'delete',
      'get',
      'list',
      'patch',
      'watch',
    ]);
  });

  it('are to get one Secret', () => {
    expect(manifests.filter(({ kind }) => kind === 'Role')).toMatchObject([
      { metadata: { namespace: signingKeySecret.namespace } },
    ]);
    expect(rulesOf('Role')).toEqual([
      {
        apiGroups: [''],
        resources: ['secrets'],
        resourceNames: [signingKeySecret.name],
        verbs: ['get'],
      },
    ]);
  });
});
