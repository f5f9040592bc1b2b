// The templates that change, promote and delete: what a person fills in, the parameters that the form makes of it, and what kubectl
// shows then. They run in this order, on the sample application.

/** It is selected already when its list has been loaded. */
const organization = ['select', 'Organization', 'Default'];
const inOrganization = { organization: 'domain:default/default' };
const departures = { component: 'component:default/departures' };
const tram = { project: 'system:default/tram' };
const image = 'registry.local/tram/departures:1.5.0';
const openComponent = 'Open the component';

const bindingImage = '{.spec.workloadSpec.containers.main.image}';

/**
 * Where a template makes nothing that the catalog has, `text` is in its output in place of a link.
 *
 * @type {(import('./creating-templates.mjs').CreatingTemplate & { text?: string })[]}
 */
export const changingTemplates = [
  {
    template: 'set-a-configuration',
    text: 'has the values.',
    pages: [
      [organization, ['fill', 'Configuration group', 'mail']],
      [
        ['fill', 'Key', 'host'],
        ['choose', 'Environment', 'Development'],
        ['fill', 'Value', 'smtp.test'],
      ],
      [],
    ],
    values: {
      ...inOrganization,
      name: 'mail',
      values: [{ key: 'host', environment: 'development', value: 'smtp.test' }],
    },
    objects: {
      'configurationgroup/mail': [
        '{.spec.configurations[?(@.key=="host")].values[*].value}',
        'smtp.test',
      ],
    },
  },
  {
    template: 'refer-to-a-secret',
    text: 'refers to the secret.',
    pages: [
      [
        organization,
        ['fill', 'Configuration group', 'mail'],
        ['fill', 'Key', 'password'],
      ],
      [
        ['choose', 'Environment', 'Development'],
        ['fill', 'Key in the store', 'secret/default/mail'],
      ],
      [],
    ],
    values: {
      ...inOrganization,
      name: 'mail',
      key: 'password',
      references: [
        { environment: 'development', vaultKey: 'secret/default/mail' },
      ],
    },
    objects: {
      'configurationgroup/mail': [
        '{.spec.configurations[?(@.key=="password")].values[*].vaultKey}',
        'secret/default/mail',
      ],
    },
  },
  {
    template: 'set-up-an-environment',
    link: 'Open the environment',
    pages: [
      [organization, ['fill', 'Name', 'quality'], ['fill', 'Title', 'Quality']],
      [['check', 'It serves production']],
      [],
    ],
    values: {
      ...inOrganization,
      name: 'quality',
      displayName: 'Quality',
      isProduction: true,
      requireApproval: false,
    },
    objects: { 'environment/quality': ['{.spec.isProduction}', 'true'] },
  },
  {
    template: 'set-up-a-pipeline',
    link: 'Open the pipeline',
    pages: [
      [organization, ['fill', 'Name', 'quick']],
      [
        ['choose', 'From', 'Development'],
        ['choose', 'To', 'Production'],
      ],
      [],
    ],
    values: {
      ...inOrganization,
      name: 'quick',
      paths: [
        { from: 'development', to: 'production', requiresApproval: false },
      ],
    },
    objects: {
      'deploymentpipeline/quick': [
        '{.spec.promotionPaths[*].targetEnvironmentRefs[*].name}',
        'production',
      ],
    },
  },
  {
    template: 'change-what-runs',
    link: openComponent,
    pages: [
      [
        ['select', 'Component', 'Departures'],
        ['fill', 'Container image', image],
      ],
      [
        ['addRow', 'Environment variables'],
        ['fill', 'Name', 'LOG_LEVEL'],
        ['fill', 'Value', 'debug'],
      ],
      [],
    ],
    values: {
      ...departures,
      image,
      environmentVariables: [{ key: 'LOG_LEVEL', value: 'debug' }],
    },
    objects: { 'servicebinding/departures': [bindingImage, image] },
  },
  {
    template: 'expose-an-api',
    link: openComponent,
    pages: [
      [
        ['select', 'Service', 'Timetable'],
        ['choose', 'Endpoint', 'lines'],
      ],
      [['check', 'Everybody']],
      [],
    ],
    values: {
      component: 'component:default/timetable',
      endpoint: 'lines',
      exposure: 'Public',
    },
    objects: {
      'service.openchoreo.dev/timetable': [
        '{.spec.apis.lines.rest.exposeLevels[*]}',
        'Organization Public',
      ],
    },
  },
  {
    template: 'connect-two-components',
    link: openComponent,
    pages: [
      [
        ['select', 'From', 'Departures board'],
        ['select', 'To', 'Timetable'],
        ['choose', 'Endpoint', 'lines'],
      ],
      [],
    ],
    values: {
      component: 'component:default/departures-board',
      target: 'component:default/timetable',
      endpoint: 'lines',
    },
    objects: {
      'workload/departures-board': [
        '{.spec.connections.timetable.params.componentName}',
        'timetable',
      ],
    },
  },
  {
    template: 'promote-a-component',
    link: openComponent,
    pages: [
      [
        ['select', 'Component', 'Timetable'],
        ['choose', 'To', 'Staging'],
        ['fill', 'Reason', 'The timetable is tested'],
      ],
      [],
    ],
    values: {
      component: 'component:default/timetable',
      to: 'staging',
      reason: 'The timetable is tested',
    },
    objects: {
      'servicebinding/timetable-staging': [
        bindingImage,
        'registry.local/tram/timetable:2.0.3',
      ],
    },
  },
  {
    template: 'promote-a-project',
    link: 'Open the project',
    pages: [
      [
        ['select', 'Project', 'Tram'],
        ['choose', 'From', 'Development'],
        ['choose', 'To', 'Staging'],
      ],
      [['see', 'Departures board · departures-board:0.9.0']],
      [],
    ],
    values: {
      ...tram,
      from: 'development',
      to: 'staging',
      components: ['departures', 'departures-board', 'timetable'],
    },
    objects: { 'servicebinding/departures-staging': [bindingImage, image] },
  },
];

const timetable = { component: 'component:default/timetable' };

/** A rollback of staging, after a promotion of another release. */
export const rollback = {
  template: 'roll-back-a-component',
  link: openComponent,
  preparation: [
    [
      'change-what-runs',
      { ...timetable, image: 'registry.local/tram/timetable:2.1.0' },
    ],
    ['promote-a-component', { ...timetable, to: 'staging' }],
  ],
  pages: [
    [
      ['select', 'Component', 'Timetable'],
      ['choose', 'Environment', 'Staging'],
    ],
    [
      ['choose', 'Release', '2\\.0\\.3'],
      ['fill', 'Reason', 'Too slow'],
    ],
    [],
  ],
  values: { ...timetable, environment: 'staging', reason: 'Too slow' },
  /** Where kubectl shows the artifact that staging runs. */
  runs: ['servicebinding/timetable-staging', '{.spec.artifactRef}'],
};

/** The pages up to the wrong value, and what the form says. */
export const wrongForms = [
  {
    template: 'change-what-runs',
    pages: [
      [
        ['select', 'Component', 'Departures'],
        ['fill', 'Container image', 'tram:'],
      ],
    ],
    problem: 'Container image has no tag after the colon.',
  },
  {
    template: 'change-what-runs',
    pages: [
      [
        ['select', 'Component', 'Departures'],
        ['fill', 'Schedule', 'every night'],
      ],
    ],
    problem: 'Schedule is not a cron expression: it has 2 fields, not 5.',
  },
  {
    template: 'set-up-an-environment',
    pages: [[['fill', 'Name', 'Quality']]],
    problem: 'Name has upper-case letters: use lower-case ones.',
  },
  {
    template: 'expose-an-api',
    pages: [
      [
        ['select', 'Service', 'Timetable'],
        ['choose', 'Endpoint', 'lines'],
      ],
      [['fill', 'Base path', 'lines']],
    ],
    problem: 'Base path does not begin with a slash.',
  },
];

/** Parameters that the actions reject, and what the log of the task says. */
export const wrongParameters = [
  {
    template: 'change-what-runs',
    values: { ...departures, image: 'tram:' },
    problem: /image: has no tag after the colon/,
  },
  {
    template: 'change-what-runs',
    values: { ...departures, replicas: 5000 },
    problem: /replicas: must be at most 1000/,
  },
  {
    template: 'expose-an-api',
    values: { ...departures, endpoint: 'none', exposure: 'Public' },
    problem: /endpoint: departures has no endpoint none/,
  },
  {
    template: 'connect-two-components',
    values: {
      ...departures,
      target: departures.component,
      endpoint: 'departures',
    },
    problem: /target: departures cannot connect to itself/,
  },
  {
    template: 'set-a-configuration',
    values: {
      ...inOrganization,
      name: 'mail',
      values: [{ key: 'a b', environment: 'development', value: 'x' }],
    },
    problem: /values\.0\.key: is not a key/,
  },
  {
    template: 'refer-to-a-secret',
    values: {
      ...inOrganization,
      name: 'mail',
      key: 'token',
      references: [{ environment: 'development', vaultKey: '!' }],
    },
    problem: /references\.0\.vaultKey: is not a key of a secret store/,
  },
  {
    template: 'set-up-an-environment',
    values: { ...inOrganization, name: 'No Good' },
    problem: /name: has upper-case letters/,
  },
  {
    template: 'set-up-a-pipeline',
    values: {
      ...inOrganization,
      name: 'loop',
      paths: [
        { from: 'development', to: 'staging' },
        { from: 'staging', to: 'development' },
      ],
    },
    problem: /paths: .* is a cycle/,
  },
  {
    template: 'promote-a-component',
    values: { ...departures, to: 'nowhere' },
    problem: /has no path to nowhere/,
  },
  {
    template: 'promote-a-project',
    values: {
      ...tram,
      from: 'development',
      to: 'staging',
      components: ['Not a name'],
    },
    problem: /components\.0: is not a Kubernetes name/,
  },
  {
    template: 'roll-back-a-component',
    values: {
      ...timetable,
      environment: 'staging',
      artifact: 'none',
      reason: 'Too slow',
    },
    problem: /timetable has not run none in staging/,
  },
  {
    template: 'delete-a-component',
    values: { component: 'system:default/tram', confirmed: true },
    problem: /system:default\/tram/,
  },
];

/** What each deletion shows before, and what is gone after it. */
export const deletingTemplates = [
  {
    template: 'delete-a-component',
    choice: [['select', 'Component', 'Departures board']],
    shown: ['Departures board, which runs in development, staging'],
    confirmation: 'Delete it. This cannot be undone.',
    link: 'Open the project',
    values: {
      component: 'component:default/departures-board',
      confirmed: true,
    },
    gone: ['component.openchoreo.dev/departures-board'],
  },
  {
    template: 'delete-a-project',
    choice: [['select', 'Project', 'Tram']],
    shown: [
      'Departures, which runs in development, staging',
      'Timetable, which runs in development, staging',
    ],
    confirmation: 'Delete it with all its components. This cannot be undone.',
    link: 'Open the catalog',
    values: { ...tram, confirmed: true },
    gone: [
      'project.openchoreo.dev/tram',
      'component.openchoreo.dev/departures',
      'component.openchoreo.dev/timetable',
    ],
  },
];
