import { healthStatuses, kinds } from '@promenade/openchoreo-model';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Tests run from sources only.
// eslint-disable-next-line no-restricted-syntax
const sources = join(__dirname, '..');
const docs = join(sources, '../../../docs');

/** The pages that explain the reasons of the conditions that a folder sets. */
const explainedBy: { readonly [folder: string]: readonly string[] } = {
  'controllers/organization': ['organization'],
  'controllers/project': ['project'],
  'controllers/environment': ['environment'],
  'controllers/dataplane': ['data-plane'],
  'controllers/build': ['build'],
  'controllers/buildplane': ['build-plane'],
  buildplane: ['build'],
  'controllers/pipeline': ['deployment-pipeline'],
  'controllers/component': ['component'],
  'controllers/componentsource': ['component'],
  'controllers/componentresource': [
    'service',
    'web-application',
    'scheduled-task',
  ],
  'controllers/deployment/': ['deployment'],
  'controllers/deploymenttrack': ['deployment-track'],
  'controllers/binding': ['service-binding'],
  'controllers/releasepreview': ['release-preview'],
  'controllers/projectpromotion': ['project-promotion'],
  'controllers/api': ['api', 'apibinding'],
  'controllers/apibinding': ['api', 'apibinding'],
  'controllers/endpoint': ['endpoint'],
  'controllers/gitcommitrequest': ['git-commit-request'],
  'controllers/promotion': ['promotion', 'promotion-policy'],
  'controllers/promotionpolicy': ['promotion-policy'],
  'controllers/release': ['release'],
  'controllers/managedresource': ['managed-resource'],
  'controllers/validation': ['environment', 'promotion-policy', 'workload'],
  'core/binding': ['service-binding'],
  'core/component-type': ['service', 'web-application', 'scheduled-task'],
  'core/first-environment': ['service', 'web-application', 'scheduled-task'],
  'core/isolation': ['project'],
  'core/lookups': ['environment', 'release'],
  'dataplane/access': ['environment', 'release'],
  'dataplane/apply': ['release'],
  'render/networkpolicy': ['project'],
};

/** Words that look like reasons: kinds, types of conditions, steps, reasons of other programs. */
const noReasons: ReadonlySet<string> = new Set([
  ...kinds.map(({ kind }) => kind),
  ...healthStatuses,
  ...['ConfigMap', 'CronJob', 'StatefulSet', 'ReplicaSet', 'DaemonSet'],
  ...['NetworkPolicy', 'CiliumNetworkPolicy', 'ClientTrafficPolicy'],
  'HorizontalPodAutoscaler',
  ...[
    'HTTPRoute',
    'GRPCRoute',
    'UDPRoute',
    'LoadBalancer',
    'EgressGateway',
    'DoesNotExist',
  ],
  ...['ConfigurationWarnings', 'TargetTroubled', 'TLSFloorKept'],
  ...['RollOut', 'AppliedHash', 'RefusedRequest'],
  ...['FileChangeError', 'GitSecretError'],
]);

/** Files that read the reasons of other programs. */
const readsOthers = /dataplane\/health\//;

function filesOf(folder: string): string[] {
  return readdirSync(join(sources, folder), {
    recursive: true,
    withFileTypes: true,
  })
    .filter(entry => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .filter(file => !file.includes('__testUtils__') && !readsOthers.test(file));
}

/** All words in the code of a folder that look like the reason of a condition or event. */
function reasonsIn(folder: string): string[] {
  const found = filesOf(folder).flatMap(file =>
    [
      ...readFileSync(file, 'utf8').matchAll(
        /'([A-Z][a-z]+(?:[A-Z]+[a-z]+)+|[A-Z]{2,}[a-z]\w+)'/g,
      ),
    ].map(([, word]) => word),
  );
  return [...new Set(found)].filter(word => !noReasons.has(word)).sort();
}

/** The section that explains all events. */
const events =
  /^## Events$[^]*?(?=^## )/m.exec(
    readFileSync(join(docs, 'operating.md'), 'utf8'),
  )?.[0] ?? '';

describe('condition reasons', () => {
  it.each(Object.entries(explainedBy))(
    'in %s are explained on the pages %j',
    (folder, pages) => {
      const text = [
        events,
        ...pages.map(page =>
          readFileSync(join(docs, 'reference', `${page}.md`), 'utf8'),
        ),
      ].join('\n');
      const unexplained = reasonsIn(folder).filter(
        reason => !new RegExp(`\\b${reason}\\b`).test(text),
      );
      expect(unexplained).toEqual([]);
    },
  );

  it('are found in the sources', () => {
    expect(reasonsIn('controllers/promotion')).toContain(
      'InvalidPromotionPath',
    );
    expect(reasonsIn('controllers/release')).toContain('CleanupBlocked');
    expect(reasonsIn('core/binding')).toContain('ConnectionsPending');
  });
});
