import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The Deploy tab of an entity page. */
export const deployRouteRef = createRouteRef();
