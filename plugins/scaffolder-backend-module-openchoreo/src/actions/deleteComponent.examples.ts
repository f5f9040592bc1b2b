import { exampleOf } from './exampleOf';

const example = exampleOf(
  'openchoreo:component:delete',
  'Delete the component',
);
const component = 'component:default/departures';

export const examples = [
  example('Delete a component, as the entity ref of a picker', { component }),
  example('Delete a component by its plain name', {
    organization: 'default',
    component: 'departures',
  }),
  example('Delete the manifests of a component with a pull request', {
    component,
    delivery: {
      mode: 'pull-request',
      repository: 'https://git.example.com/acme/manifests',
    },
  }),
];
