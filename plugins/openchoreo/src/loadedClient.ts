// A module of its own, so that an import of it brings the client only.
export { OpenChoreoClient } from '@promenade/backstage-plugin-openchoreo-common';
