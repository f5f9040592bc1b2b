/**
 * Something in the input of a rendering that a person has to look at. Nothing
 * that could not be rendered disappears without one.
 */
export interface Problem {
  /** An error leaves something out of what was asked for; a warning does not. */
  readonly severity: 'Error' | 'Warning';
  /** Becomes the reason of the binding's condition. */
  readonly reason:
    | 'InvalidConfiguration'
    | 'ConfigurationMissing'
    | 'ConnectionsPending';
  /** Where to look: the object, if it is not the binding, and the path of its field. */
  readonly field: string;
  /** What is wrong and what to do about it, as one sentence. */
  readonly message: string;
  /** What is not rendered because of it, where it matters whether it was before. */
  readonly leavesOut?: LeftOut;
}

/** A variable or a file of a container. */
export type LeftOut =
  | { readonly container: string; readonly variable: string }
  | { readonly container: string; readonly mountPath: string };

/** An error in the configuration of `field`. */
export function invalid(field: string, message: string): Problem {
  return { severity: 'Error', reason: 'InvalidConfiguration', field, message };
}

/** Something odd about `field` that does not keep it from being rendered. */
export function warning(field: string, message: string): Problem {
  return {
    severity: 'Warning',
    reason: 'InvalidConfiguration',
    field,
    message,
  };
}

/** A connection that waits for its target to appear. */
export function pendingConnection(field: string, message: string): Problem {
  return { severity: 'Error', reason: 'ConnectionsPending', field, message };
}

/** A reference that leads nowhere, and the variable or file that is left out because of it. */
export function leftOut(
  field: string,
  message: string,
  leavesOut: LeftOut,
): Problem {
  return {
    severity: 'Warning',
    reason: 'ConfigurationMissing',
    field,
    message,
    leavesOut,
  };
}

/** `field: message`, for a condition or an event. What a connection waits for concerns no field: it is told in a sentence. */
export function describeProblem({ field, message, reason }: Problem): string {
  return reason === 'ConnectionsPending' ? message : `${field}: ${message}`;
}
