import type { OperationSpec, Reference } from '../src/program/OperationSpec';

/** Operations for which no command is generated, because `src/commands` has one. */
export const ownCommands: readonly string[] = [
  'set-state',
  'read-log',
  'list-runtime-events',
];

/** Inputs that the command line has options of its own for. */
export const ownOptions: readonly string[] = ['format'];

/** Texts that can be the content of a file. */
export const documents: readonly string[] = [
  'apiDefinition',
  'body',
  'descriptor',
];

/** The options of fields whose name is that of an option of the program. */
export const flags: Readonly<Record<string, string>> = {
  version: '--api-version',
};

/** What the values of fields name. */
export const references: Readonly<Record<string, Reference>> = {
  organization: 'organization',
  project: 'project',
  component: 'component',
  environment: 'environment',
  from: 'environment',
  to: 'environment',
};

/** What the values of fields name in one operation only. */
export const ownReferences: Readonly<
  Record<string, Readonly<Record<string, Reference>>>
> = {
  'approve-promotion': { name: 'openPromotion' },
  'cancel-promotion': { name: 'openPromotion' },
  'describe-promotion': { name: 'promotion' },
  'get-environment': { name: 'environment' },
  'get-promotion': { name: 'promotion' },
  'get-requested-promotion-plan': { name: 'openPromotion' },
  'promote-project': { components: 'component' },
  'reject-promotion': { name: 'openPromotion' },
};

/** Further names of the last word of a command. */
export const aliases: Readonly<Record<string, string[]>> = {
  'explain-component': ['why'],
  'roll-back-component': ['rollback'],
  'get-deploy-board': ['board'],
};

/** What can be waited for, where it is not what the verb declares. */
export const completions: Readonly<
  Record<string, OperationSpec['completion']>
> = { 'build-component': 'built' };

/** The values of fields in examples: those of the sample application. A test runs each example on it. */
export const exampleValues: Readonly<Record<string, string>> = {
  organization: 'default',
  project: 'tram',
  component: 'tram/departures',
  components: 'departures',
  environment: 'development',
  from: 'development',
  to: 'staging',
  name: 'alerts',
  kind: 'Deployment',
  artifact: 'departures-7f3c2a1',
  reason: "'errors in the log'",
  key: 'url',
};

/** The values of fields in the example of an operation. Optional fields that are named here are part of it. */
export const examples: Readonly<Record<string, Record<string, string>>> = {
  'apply-api': { endpoint: 'departures', exposure: 'Public' },
  'apply-configuration': {
    name: 'notices',
    values:
      "'[{key: url, environment: development, value: https://notices.example.com}]'",
  },
  'apply-environment': { name: 'demo' },
  'apply-manifest': { manifest: '@environment.yaml' },
  'apply-pipeline': { name: 'fast', paths: '@paths.yaml' },
  'apply-promotion-policy': {
    name: 'default',
    pipeline: 'default',
    rules: '@rules.yaml',
  },
  'apply-secret-reference': {
    name: 'database',
    references: '@references.yaml',
  },
  'apply-workload': { descriptor: '@workload.yaml' },
  'approve-promotion': {
    confirmed: "'The changes were tested in staging'",
  },
  'build-component': { component: 'tram/delays' },
  'call-endpoint': {
    endpoint: 'departures',
    visibility: 'public',
    method: 'GET',
    path: '/stops/central/departures',
  },
  'connect-component': { component: 'tram/alerts', target: 'timetable' },
  'create-api-proxy': { name: 'weather', url: 'https://api.example.com' },
  'create-component': {
    image: 'registry.local/tram/alerts:1.0.0',
    port: '8080',
  },
  'create-organization': { name: 'acme' },
  'create-project': { name: 'shop' },
  'delete-component': { component: 'tram/alerts' },
  'delete-manifest': { manifest: '@environment.yaml' },
  'delete-project': { project: 'shop' },
  'deploy-component': { image: 'registry.local/tram/departures:1.5.0' },
  'describe-promotion': { name: 'departures-x7k2p' },
  'get-build-plane': { name: 'default' },
  'get-data-plane': { name: 'default' },
  'get-data-plane-capacity': { name: 'default' },
  'get-deployment-pipeline': { name: 'default' },
  'get-environment': { name: 'production' },
  'get-project-promotion': { name: 'tram-to-staging-c60a2c3b' },
  'get-promotion': { name: 'departures-x7k2p' },
  'get-promotion-plan': { from: 'development', to: 'staging' },
  'get-runtime-manifest': { name: 'departures-6cb2266c' },
  'list-deployments': { components: 'default/tram/departures' },
  'promote-component': { to: 'staging' },
  'reject-promotion': { comment: "'not before Monday'" },
  'read-build-log': { build: 'departures-build-1', step: 'build-step' },
  'roll-back-component': { environment: 'staging' },
  'run-task': { component: 'tram/cleanup' },
  'update-component': { replicas: '2' },
};
