/** The template does not parse, or cannot be executed. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}
