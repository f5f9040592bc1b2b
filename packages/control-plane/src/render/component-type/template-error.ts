/** An error in a template, at a field of the ComponentType or Trait. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';

  /**
   * @param field - path of the field, for example `spec.resources[1].template.spec.replicas`
   * @param problem - what is wrong, without the field
   */
  constructor(readonly field: string, readonly problem: string) {
    super(`${field}: ${problem}`);
  }

  /** Runs a function that throws errors of another kind, and puts the field before their message. */
  static at<T>(field: string, run: () => T): T {
    try {
      return run();
    } catch (error) {
      if (error instanceof TemplateError || !(error instanceof Error)) {
        throw error;
      }
      throw new TemplateError(field, error.message);
    }
  }
}
