import type { ApiRequest } from '../request';

/** Describes what is served, as OpenAPI v3. */
export class OpenApi {
  /** Answers /openapi/v3 and what is below it; false if there is no such document. */
  answer(_request: ApiRequest, _path: string[]): boolean {
    return false;
  }
}
