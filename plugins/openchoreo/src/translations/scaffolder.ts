/** Texts of the form fields of software templates. */
export const scaffolderMessages = {
  target: {
    noComponent: 'Select a component first.',
    notComponent: '{{component}} is not an OpenChoreo component.',
    none: 'The deployment pipeline of this component has no promotions.',
  },
  field: {
    problem: '{{field}} {{problem}}.',
    loading: 'Loading',
    retry: 'Try again',
    noMatch: 'Nothing is called “{{text}}”.',
    inOrganization: 'in organization {{organization}}',
    inProject: 'in project {{project}}',
    notProject: '{{project}} is not an OpenChoreo project.',
    notOrganization: '{{organization}} is not an OpenChoreo organization.',
    noProjects:
      'There is no project that you may see. Create one with “Create a project”.',
    noComponents: 'There is no component that you may see.',
    noOrganizations: 'There is no organization that you may see.',
    noOwners: 'The catalog has no group that you may see.',
    noPipelines: 'The organization has no deployment pipeline.',
    noDataPlanes: 'There is no data plane that the organization may use.',
  },
  image: {
    noTag:
      'Without a tag, this is the image “latest”, which changes over time. Add a tag.',
    latest: 'The tag “latest” changes over time. A version is better.',
  },
  name: {
    checking: 'Checking the name',
    free: 'The catalog has nothing that is called {{name}}.',
    notChecked:
      'Whether the name is taken could not be checked now. It is checked when the template runs.',
    willCreate: '{{name}} will be created.',
    willChange: '{{name}} exists and will be changed.',
    taken: 'The {{kind}} {{name}} exists. Choose another name.',
    takenBy:
      'The {{kind}} {{name}} exists and belongs to {{owner}}. Choose another name.',
    takenInProject:
      'The {{kind}} {{name}} of project {{project}} exists and belongs to {{owner}}. Choose another name.',
    kind: {
      organization: 'organization',
      project: 'project',
      component: 'component',
      api: 'API',
      environment: 'environment',
      'deployment-pipeline': 'deployment pipeline',
      'managed-resource': 'managed resource',
      'configuration-group': 'configuration group',
    },
  },
  environment: {
    missing: {
      component: 'Select a component first.',
      project: 'Select a project first.',
      organization: 'Select an organization first.',
    },
    none: 'There are no environments. Ask the platform team to add one.',
    runs: 'runs {{release}}',
    production: 'production',
    notFirst: 'Changes are deployed to the first environment.',
    notDeployed: 'The component is not deployed here.',
    notAfter: 'It does not follow {{environment}} in the pipeline.',
  },
  release: {
    noEnvironment: 'Select an environment first.',
    none: 'No release has run in this environment yet.',
    since: 'since {{time}}',
  },
  components: {
    missing: 'Select a project and both environments first.',
    none: 'No component of the project can be promoted.',
    selectOne: 'Select at least one component.',
    notDeployed: 'It does not run in {{environment}}.',
    notReady: 'It must be ready in {{environment}} first.',
    isNew: '{{after}}, new in {{environment}}',
    replaces: '{{after}} replaces {{before}}',
    same: '{{after}} in both',
  },
  deletion: {
    missing: 'Select first what to delete.',
    heading: 'This is deleted:',
    runsIn: '{{component}}, which runs in {{environments}}',
    runsNowhere: '{{component}}, which is not deployed',
  },
  schedule: {
    next: 'The next runs in time zone {{zone}}:',
    nextByDefault:
      'The next runs in time zone {{zone}}, unless the class has another one:',
    interval:
      'It runs in this interval, counted from the last run. The times of the runs are not known beforehand.',
  },
  timeZone: {
    now: 'It is {{time}} there now.',
  },
  rows: {
    moveUp: 'Move {{name}} up',
    moveDown: 'Move {{name}} down',
    remove: 'Remove {{name}}',
    moved: '{{name}} is now row {{position}}.',
    removed: '{{name}} was removed.',
  },
  endpoint: {
    none: 'This component has no endpoints.',
    add: 'Add an endpoint',
    number: 'Endpoint {{number}}',
    name: 'Name',
    type: 'Protocol',
    port: 'Port',
    basePath: 'Base path',
    exposure: 'Who may call it',
    exposedTo: {
      Project: 'The project',
      Organization: 'The organization',
      Public: 'Everybody',
    },
  },
  texts: {
    add: 'Add a row',
    number: 'Row {{number}}',
  },
  variable: {
    noSecrets:
      'Values are stored in plain text. Never type a secret here: take it from a configuration group.',
    looksSecret:
      'This looks like a secret. Take its value from a configuration group.',
    add: 'Add a variable',
    number: 'Variable {{number}}',
    name: 'Name',
    value: 'Value',
    source: 'Value from',
    plainValue: 'A plain value',
    fromGroup: '{{group}}: {{key}}',
    secret: 'secret',
    valueIn: 'has a value in {{environments}}',
    noValue: 'has no value yet',
    groupsFailed: 'The configuration groups could not be loaded: {{message}}',
  },
  delivery: {
    mode: {
      apply: 'Apply now',
      'pull-request': 'Open a pull request',
    },
    repository: 'Repository',
    branch: 'Branch',
    path: 'Folder',
    default: 'Default of the project: {{value}}',
    noDefaults:
      'The default of the project could not be read. It applies to what you leave empty.',
    needsRepository: 'Enter the repository: the project has no default for it.',
    willApply: 'The change is applied as soon as the template runs.',
    willOpen:
      'Nothing is applied. The manifests are committed to the folder {{path}} of {{repository}}, and a pull request to the branch {{branch}} is opened.',
  },
} as const;
