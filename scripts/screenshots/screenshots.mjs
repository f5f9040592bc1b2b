// The pages of the portal that docs/portal.md shows.

const component = '/catalog/default/component/departures';
const project = '/catalog/default/system/tram';

/**
 * The name of a picture, the path of its page, and a text that the page shows when its data is there.
 *
 * @type {{ name: string, path: string, shows: RegExp | string }[]}
 */
export const screenshots = [
  { name: 'home', path: '/openchoreo', shows: 'Recent promotions' },
  { name: 'approvals', path: '/openchoreo/approvals', shows: 'Departures' },
  { name: 'audit', path: '/openchoreo/audit', shows: /^Guest$/ },
  { name: 'platform', path: '/openchoreo/platform', shows: 'Build planes' },
  { name: 'catalog-sync', path: '/openchoreo/sync', shows: 'Component' },
  { name: 'overview', path: component, shows: 'Production' },
  { name: 'deploy', path: `${component}/deploy`, shows: 'Live' },
  {
    name: 'releases',
    path: `${component}/releases`,
    shows: 'History of promotions',
  },
  { name: 'runtime', path: `${component}/runtime`, shows: 'Deployment' },
  { name: 'api', path: `${component}/gateway-apis`, shows: 'Operations' },
  {
    name: 'configuration',
    path: `${component}/configuration`,
    shows: 'Environment variables',
  },
  { name: 'metrics', path: `${component}/metrics`, shows: 'CPU' },
  {
    name: 'connections',
    path: `${component}/connections`,
    shows: 'Departures board',
  },
  { name: 'project', path: project, shows: 'Departures board' },
  {
    name: 'project-deploy',
    path: `${project}/deploy`,
    shows: 'Promote the project',
  },
  { name: 'cell', path: `${project}/cell`, shows: 'Departures board' },
];
