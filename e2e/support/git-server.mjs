// A Git server on loopback with real repositories, for templates that publish or deliver. Node removes the types of these files.
export { GitServer } from '../../packages/test-git/src/GitServer.ts';
