// The templates that create: what a person fills in, the parameters that the form makes of it, and what kubectl shows then.

const image = name => `registry.local/tram/${name}:1.0.0`;

const about = name => [
  ['select', 'Project', 'Tram'],
  ['fill', 'Name', name],
];

const inTram = name => ({ project: 'system:default/tram', name });

/**
 * @typedef CreatingTemplate
 * @property {string} template its name
 * @property {string} link the link of the task that has succeeded
 * @property {(readonly [string, ...unknown[]])[][]} pages steps of a TemplateForm
 * @property {object} values the same as parameters
 * @property {Record<string, [string, string]>} objects of the namespace `default`: a JSONPath, and its text
 */

/** @returns {CreatingTemplate[]} */
export const creatingTemplates = ({ newRepository }) => [
  {
    template: 'create-a-project',
    link: 'Open the project',
    pages: [
      [
        ['fill', 'Name', 'ferry'],
        ['fill', 'Title', 'Ferry'],
        ['select', 'Owner', 'Tram'],
      ],
      [['select', 'Deployment pipeline', 'Default']],
      [],
    ],
    values: {
      organization: 'domain:default/default',
      name: 'ferry',
      displayName: 'Ferry',
      owner: 'group:default/tram',
      deploymentPipeline: 'resource:default/deployment-pipeline-default',
    },
    objects: {
      'project/ferry': ['{.spec.deploymentPipelineRef}', 'default'],
    },
  },
  {
    template: 'create-a-service',
    link: 'Open the service',
    pages: [
      about('alerts'),
      [
        ['fill', 'Container image', image('alerts')],
        ['addRow', 'Environment variables'],
        ['fill', 'Name', 'LOG_LEVEL'],
        ['fill', 'Value', 'debug'],
      ],
      [
        ['fill', 'Base path', '/v1'],
        ['choose', 'Who may call it', 'Everybody'],
      ],
      [],
    ],
    values: {
      ...inTram('alerts'),
      image: image('alerts'),
      environmentVariables: [{ key: 'LOG_LEVEL', value: 'debug' }],
      endpoints: [
        {
          name: 'http',
          type: 'REST',
          port: 8080,
          basePath: '/v1',
          exposure: 'Public',
        },
      ],
    },
    objects: {
      'component/alerts': ['{.spec.owner.projectName}', 'tram'],
      'workload/alerts': [
        '{.spec.containers.main.image} {.spec.containers.main.env[0].value}',
        `${image('alerts')} debug`,
      ],
      'service.openchoreo.dev/alerts': [
        '{.spec.apis.http.rest.exposeLevels}',
        '["Organization","Public"]',
      ],
    },
  },
  {
    template: 'create-a-web-application',
    link: 'Open the web application',
    pages: [
      about('tickets'),
      [
        ['fill', 'Container image', image('tickets')],
        ['fill', 'Port', '3000'],
      ],
      [],
    ],
    values: { ...inTram('tickets'), image: image('tickets'), port: 3000 },
    objects: {
      'workload/tickets': ['{.spec.endpoints.http.port}', '3000'],
      'webapplication/tickets': ['{.spec.className}', 'default'],
    },
  },
  {
    template: 'create-a-scheduled-task',
    link: 'Open the task',
    pages: [
      about('cleanup'),
      [
        ['select', 'Time zone', 'Europe/Zurich'],
        ['fill', 'Schedule', '15 3 * * *'],
      ],
      [
        ['fill', 'Container image', image('cleanup')],
        ['addRow', 'Command'],
        ['fill', 'Row 1', 'clean'],
      ],
      [],
    ],
    values: {
      ...inTram('cleanup'),
      timeZone: 'Europe/Zurich',
      schedule: '15 3 * * *',
      image: image('cleanup'),
      command: ['clean'],
    },
    objects: {
      'scheduledtask/cleanup': [
        '{.spec.schedule} {.spec.timeZone}',
        '15 3 * * * Europe/Zurich',
      ],
      'workload/cleanup': ['{.spec.containers.main.command[0]}', 'clean'],
    },
  },
  {
    template: 'create-an-api-proxy',
    link: 'Open the API',
    pages: [
      about('weather'),
      [
        ['fill', 'Backend', 'https://api.example.com/v2'],
        ['fill', 'Base path', '/weather'],
        ['check', 'Everybody'],
      ],
      [],
    ],
    values: {
      ...inTram('weather'),
      url: 'https://api.example.com/v2',
      basePath: '/weather',
      exposure: 'Public',
    },
    objects: {
      'component/weather': ['{.spec.type}', 'APIProxy'],
      'api.openchoreo.dev/weather': [
        '{.spec.rest.backend.basePath} {.spec.rest.exposeLevels}',
        '/weather ["Organization","Public"]',
      ],
    },
  },
  {
    template: 'create-a-service-from-source',
    link: 'Open the service',
    pages: [
      about('rides'),
      [['fill', 'Repository', newRepository]],
      [['fill', 'Port', '9090']],
      [],
    ],
    values: {
      ...inTram('rides'),
      source: 'new',
      repository: newRepository,
      build: 'docker',
      port: 9090,
    },
    objects: {
      'component/rides': [
        '{.spec.build.repository.url} {.spec.build.templateRef.name}',
        `${newRepository} docker`,
      ],
      'workload/rides': ['{.spec.endpoints.http.port}', '9090'],
    },
  },
];
