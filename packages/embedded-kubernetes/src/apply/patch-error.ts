/** A patch that cannot be carried out, with the HTTP code that says so. */
export class ApplyRefused extends Error {
  readonly name = 'ApplyRefused';

  constructor(readonly code: number, message: string, cause?: unknown) {
    super(message, { cause });
  }
}
