// The templates that change, promote and delete: what a person fills in, the parameters that the form makes of it, and what kubectl
// shows then. They run in this order, on the sample application.

const inOrganization = { organization: 'domain:default/default' };
const departures = { component: 'component:default/departures' };
const tram = { project: 'system:default/tram' };
const image = 'registry.local/tram/departures:1.5.0';
const openComponent = 'Open the component';

const bindingImage = '{.spec.workloadSpec.containers.main.image}';

/** @returns {import('./creating-templates.mjs').CreatingTemplate[]} */
export const changingTemplates = [
  {
    template: 'set-a-configuration',
    title: 'Next steps',
    pages: [
      [['fill', 'Configuration group', 'mail']],
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
    title: 'Next steps',
    pages: [
      [
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
      [
        ['fill', 'Name', 'quality'],
        ['fill', 'Title', 'Quality'],
      ],
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
      [['fill', 'Name', 'quick']],
      [
        ['choose', 'From', 'Development'],
        ['choose', 'To', 'Quality'],
      ],
      [],
    ],
    values: {
      ...inOrganization,
      name: 'quick',
      paths: [{ from: 'development', to: 'quality', requiresApproval: false }],
    },
    objects: {
      'deploymentpipeline/quick': [
        '{.spec.promotionPaths[*].targetEnvironmentRefs[*].name}',
        'quality',
      ],
    },
  },
  {
    template: 'change-what-runs',
    link: openComponent,
    pages: [
      [
        ['select', 'Component', 'Departures '],
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
      [['select', 'Service', 'Timetable']],
      [['choose', 'Who may call it', 'Everybody']],
      [],
    ],
    values: {
      component: 'component:default/timetable',
      endpoint: 'lines',
      exposure: 'Public',
    },
    objects: {
      'service/timetable': ['{.spec.apis.lines.rest.exposeLevels[*]}', 'Public'],
    },
  },
  {
    template: 'connect-two-components',
    link: openComponent,
    pages: [
      [
        ['select', 'From', 'Departures board'],
        ['select', 'To', 'Timetable'],
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
      [],
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
