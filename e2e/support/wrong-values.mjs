// Values that the templates that create reject: in the form, and when the form is bypassed.

const inTram = name => ({ project: 'system:default/tram', name });

const service = (name, values) => ({
  template: 'create-a-service',
  values: { ...inTram(name), image: 'registry.local/tram/a:1', ...values },
});

const about = name => [
  ['select', 'Project', 'Tram'],
  ['fill', 'Name', name],
];

/** The pages up to the wrong value, and what the form says. */
export const wrongForms = [
  {
    template: 'create-a-project',
    pages: [[['fill', 'Name', 'Ferry boats']]],
    problem: 'Name has upper-case letters: use lower-case ones.',
  },
  {
    template: 'create-a-service',
    pages: [about('timetable')],
    problem: 'The component timetable of project tram exists and belongs to',
  },
  {
    template: 'create-a-service',
    pages: [about('unnamed'), [['fill', 'Container image', 'tram:']]],
    problem: 'Container image has no tag after the colon.',
  },
  {
    template: 'create-a-web-application',
    pages: [
      about('unnamed'),
      [
        ['fill', 'Container image', 'registry.local/tram/a:1'],
        ['fill', 'Port', '70000'],
      ],
    ],
    problem: 'Port is not a whole number from 1 to 65535.',
  },
  {
    template: 'create-a-scheduled-task',
    pages: [about('unnamed'), [['fill', 'Schedule', '15 3 * *']]],
    problem: 'Schedule is not a cron expression: it has 4 fields, not 5.',
  },
  {
    template: 'create-an-api-proxy',
    pages: [about('unnamed'), [['fill', 'Backend', 'api.example.com']]],
    problem:
      'Backend is not the URL of a backend: use one like https://api.example.com/v1.',
  },
  {
    template: 'create-a-service-from-source',
    pages: [about('unnamed'), [['fill', 'Repository', 'git.example.com/a']]],
    problem:
      'Repository is not the URL of a Git repository: use one like https://github.com/acme/manifests, without a user name or password.',
  },
  {
    template: 'create-a-service-from-source',
    pages: [
      about('unnamed'),
      [
        ['check', 'In an existing repository'],
        ['fill', 'Repository', 'https://git.example.com/acme/rides'],
        ['fill', 'Branch', 'next release'],
      ],
    ],
    problem:
      'Branch is not the name of a branch: use one like main or feature/search.',
  },
];

/** The parameters of a task, and the error with the name of the field. */
export const wrongParameters = [
  {
    template: 'create-a-project',
    values: { organization: 'domain:default/default', name: 'Ferry boats' },
    problem: /name: has upper-case letters/,
  },
  {
    ...service('unnamed', { image: 'tram:' }),
    problem: /image: has no tag after the colon/,
  },
  {
    ...service('unnamed', { endpoints: [{ name: 'http', port: 70000 }] }),
    problem: /endpoints\.0\.port: is not a port/,
  },
  {
    ...service('timetable', {}),
    problem: /The component timetable already exists/,
  },
  {
    template: 'create-a-scheduled-task',
    values: {
      ...inTram('unnamed'),
      image: 'registry.local/tram/a:1',
      schedule: '15 3 * *',
    },
    problem: /schedule: is not a cron expression: it has 4 fields/,
  },
  {
    template: 'create-a-scheduled-task',
    values: {
      ...inTram('unnamed'),
      image: 'registry.local/tram/a:1',
      schedule: '15 3 * * *',
      timeZone: 'Mars/Olympus',
    },
    problem: /timeZone: is not a time zone/,
  },
  {
    template: 'create-an-api-proxy',
    values: {
      ...inTram('unnamed'),
      url: 'api.example.com',
      basePath: '/',
      exposure: 'Public',
    },
    problem: /url: is not the URL of a backend/,
  },
  {
    template: 'create-a-service-from-source',
    values: {
      ...inTram('timetable'),
      source: 'new',
      repository: 'http://localhost:1/nothing-is-published-here',
      build: 'docker',
      port: 8080,
    },
    problem: /The component timetable already exists/,
  },
  {
    template: 'create-a-service-from-source',
    values: {
      ...inTram('unnamed'),
      source: 'existing',
      repository: 'git.example.com/a',
      branch: 'main',
      path: '.',
      build: 'docker',
      port: 8080,
    },
    problem: /build\.repository: is not the URL of a Git repository/,
  },
];
