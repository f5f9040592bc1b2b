import { exampleOf } from './exampleOf';

const example = exampleOf(
  'openchoreo:project:promote',
  'Promote the components',
);
const project = 'system:default/tram';

export const examples = [
  example('Promote a component of a project', {
    project,
    from: 'development',
    to: 'staging',
    components: ['departures'],
  }),
  example('Promote by entity refs of environments, with a reason', {
    project,
    from: 'resource:default/environment-development',
    to: 'resource:default/environment-staging',
    components: ['departures'],
    reason: 'The new timetable is valid from Sunday',
  }),
  example('Promote by plain names', {
    organization: 'default',
    project: 'tram',
    from: 'development',
    to: 'staging',
    components: ['departures'],
  }),
];
