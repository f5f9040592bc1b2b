import type { ExitStatusName } from '../errors/ExitStatus';

/** How the example of an operation is run. */
export interface ExampleRun {
  /** Commands that are run before. */
  before?: readonly string[];
  /** Whether it is about a promotion that awaits approval. */
  isDecision?: boolean;
  /** `ok` by default. */
  status?: ExitStatusName;
}

const release = (version: string) => [
  `deploy tram/departures --image registry.local/tram/departures:${version} --wait`,
];

const toProduction = ['promote tram/departures --from staging --to production'];

/** A repeated request returns the first promotion. */
export const projectPromotion =
  'promote project tram --from development --to staging --components departures --idempotency-key example -o name';

/** The commands that are run before all examples. */
export const preparations: readonly string[] = [
  "create component delays --project tram --build '{repository: https://git.example.com/tram/delays, template: docker}' --wait",
  'create component cleanup --project tram --type ScheduledTask --schedule "0 3 * * *" --image registry.local/tram/cleanup:1.0.0 --wait',
  ...release('1.4.8'),
  'promote tram/departures --to staging --wait',
  ...release('1.4.9'),
  `${projectPromotion} --wait`,
  ...toProduction,
];

/** How the examples of reads end with the portal of the test. `ok` by default. */
export const portalStatuses: Readonly<Partial<Record<string, ExitStatusName>>> =
  {
    // It has no catalog module.
    'get-catalog-health': 'unavailable',
  };

/** How the examples of reads end without a portal. `ok` by default. */
export const kubernetesStatuses: Readonly<
  Partial<Record<string, ExitStatusName>>
> = {
  // Who changed what is recorded by a portal.
  'list-audit-entries': 'usage',
};

/** How the examples of reads end, with a portal and without. `ok` by default. */
export const readStatuses: Readonly<Partial<Record<string, ExitStatusName>>> = {
  // The name of a build has a random part.
  'read-build-log': 'notFound',
};

/** The verbs and commands, in the order in which their examples are run. */
export const verbRuns: Readonly<Record<string, ExampleRun>> = {
  'reject-promotion': { isDecision: true },
  'cancel-promotion': { before: toProduction, isDecision: true },
  'approve-promotion': { before: toProduction, isDecision: true },
  'preview-release': {},
  'update-component': {},
  'deploy-component': {},
  'restart-component': {},
  'promote-component': {},
  'promote-project': { before: release('1.5.1') },
  'roll-back-component': {},
  'apply-api': {},
  'apply-workload': {},
  // The tour has left one.
  'create-component': {
    before: ['delete component tram/alerts --yes --wait'],
  },
  'connect-component': {},
  'create-api-proxy': {},
  'build-component': {},
  'run-task': {},
  // Nothing answers on a simulated data plane.
  'call-endpoint': { status: 'conflict' },
  'apply-configuration': {},
  'apply-secret-reference': {},
  'apply-environment': {},
  'apply-pipeline': {},
  'apply-promotion-policy': {},
  'apply-manifest': {},
  'delete-manifest': {},
  'create-organization': {},
  'create-project': {},
  'delete-project': {},
  'delete-component': {},
  // The portal of the test has no catalog module.
  'sync-catalog': { status: 'conflict' },
};

/** The files that examples name. */
export const exampleFiles: Readonly<Record<string, string>> = {
  'environment.yaml': `apiVersion: openchoreo.dev/v1alpha1
kind: Environment
metadata: { name: trial }
spec: { dataPlaneRef: default, isProduction: false, gateway: { dnsPrefix: trial } }
`,
  'paths.yaml': '[{ from: development, to: staging }]\n',
  'rules.yaml':
    '[{ from: staging, to: production, gates: [{ name: stable, type: Healthy }] }]\n',
  'references.yaml':
    '[{ environment: development, vaultKey: secret/tram/database }]\n',
  'workload.yaml': `apiVersion: openchoreo.dev/v1alpha1
metadata: { name: departures }
endpoints: [{ name: departures, port: 9090, type: REST, context: /v1 }]
`,
};
