import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The Deploy tab of the entity that the page is about. */
export const deployRouteRef = createRouteRef();
