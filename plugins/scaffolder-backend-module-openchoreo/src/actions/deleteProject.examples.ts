import { exampleOf } from './exampleOf';

const example = exampleOf('openchoreo:project:delete', 'Delete the project');

export const examples = [
  example('Delete a project, as the entity ref of a picker', {
    project: 'system:default/tram',
  }),
  example('Delete a project by its plain name', {
    organization: 'default',
    project: 'tram',
  }),
  example('Delete a project by an entity ref without a kind', {
    project: 'default/tram',
  }),
];
