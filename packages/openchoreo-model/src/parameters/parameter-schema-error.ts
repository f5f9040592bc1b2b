/**
 * A schema that cannot be used. The message begins with the path of the part that is wrong.
 *
 * @public
 */
export class ParameterSchemaError extends Error {
  /**
   * @param path - of the part, such as `openAPIV3Schema.properties.port`
   * @param problem - the part of a sentence after the path
   */
  constructor(readonly path: string, readonly problem: string) {
    super(`${path}: ${problem}`);
    this.name = 'ParameterSchemaError';
  }
}
