import { ApiError } from '../client/ApiError';
import { KubeClient } from '../client/KubeClient';
import { CallOptions } from '../client/requestOptions';
import { KubeObject } from '../objects/KubeObject';
import { ResourceType } from '../objects/ResourceType';
import { applyConfiguration } from './applyConfiguration';

/** @public */
export interface ApplierOptions {
  client: KubeClient;
  /** Who owns what is applied. One stable name per program. */
  fieldManager: string;
  /** Take fields over from others. Default true: what is applied is what shall be. */
  force?: boolean;
}

/**
 * The server does not serve the kind of a manifest.
 *
 * @public
 */
export class UnknownKindError extends Error {
  override readonly name = 'UnknownKindError';

  constructor(readonly apiVersion: string, readonly kind: string) {
    super(
      `the server does not serve ${kind} of ${apiVersion}: install its CustomResourceDefinition`,
    );
  }
}

/**
 * Applies manifests of any kind, as one field manager.
 *
 * @public
 */
export class Applier {
  readonly #options: ApplierOptions;

  constructor(options: ApplierOptions) {
    this.#options = options;
  }

  /**
   * Makes the object be as the manifest says, fields of others left alone.
   *
   * @returns the object as the server has it now; with `dryRun`, as it would have it
   * @throws UnknownKindError, ApiError (with the object in its message)
   */
  async apply<T extends KubeObject>(
    manifest: T,
    options: CallOptions & { dryRun?: boolean; force?: boolean } = {},
  ): Promise<T> {
    const { client, fieldManager, force = true } = this.#options;
    const type = await this.typeOf(manifest);
    const object = applyConfiguration(manifest);
    return client.apply<T>(type, object, { fieldManager, force, ...options });
  }

  /** Where the server serves the kind of a manifest. @throws UnknownKindError */
  async typeOf({
    apiVersion,
    kind,
  }: Pick<KubeObject, 'apiVersion' | 'kind'>): Promise<ResourceType> {
    const type = await this.#options.client.resourceFor(apiVersion, kind);
    if (!type) {
      throw new UnknownKindError(apiVersion, kind);
    }
    return type;
  }
}

/**
 * The fields that other managers own with other values, from the conflict that an apply without force ends in.
 *
 * @public
 */
export function conflictingFields(error: ApiError): string[] {
  return (error.details?.causes ?? [])
    .filter(({ reason }) => reason === 'FieldManagerConflict')
    .flatMap(({ field }) => field ?? []);
}
