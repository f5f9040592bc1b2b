import type {
  Authorization,
  Caller,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { ReadServices } from '../ReadServices';

/** What the routes answer from. */
export interface ChoreoctlServices extends ReadServices {
  authorization: Authorization;
}

/** An authenticated request. */
export interface ChoreoctlRequest {
  services: ChoreoctlServices;
  caller: Caller;
  /** The names in the path. */
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, unknown>>;
  body: unknown;
}

/** A route of OpenChoreo's REST API. */
export interface ChoreoctlRoute {
  method: 'get' | 'post' | 'patch' | 'delete';
  /** Such as `/api/v1/orgs/:orgName`. */
  path: string;
  /** 200 by default. */
  status?: 201;
  /** What the route is about, in the codes of errors: `PROJECT` of `PROJECT_NOT_FOUND`. */
  about: string;
  /** The data of the response. A list has items of its own. */
  answer(request: ChoreoctlRequest): Promise<unknown>;
}
