import { exampleOf } from './exampleOf';

const example = exampleOf('openchoreo:component:build', 'Start the build');

const component = 'component:default/planner';

export const examples = [
  example('Build the newest commit of the branch of the component', {
    component,
  }),
  example('Build another branch', { component, branch: 'feature/search' }),
  example('Build a commit, by plain names', {
    organization: 'default',
    component: 'planner',
    commit: '4f2a9c1d7e3b5a6089c2d4e6f8a0b1c3d5e7f901',
  }),
];
