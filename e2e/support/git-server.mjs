// A Git server on loopback with real repositories, for templates that publish or deliver. Node removes the types of these files.
export { GitServer } from '../../plugins/scaffolder-backend-module-openchoreo/src/__testUtils__/GitServer.ts';
