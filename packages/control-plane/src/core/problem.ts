/** A problem in the input of rendering. Everything that cannot be rendered has a problem. */
export interface Problem {
  /** With an error, part of the desired objects is not rendered. */
  readonly severity: 'Error' | 'Warning';
  /** Reason of the Ready condition of the binding. */
  readonly reason:
    | 'InvalidConfiguration'
    | 'ConfigurationMissing'
    | 'ConnectionsPending';
  /** The object, if it is not the binding, and the path of the field. */
  readonly field: string;
  /** What is wrong and what to do, in one sentence. */
  readonly message: string;
  /** The variable or file that is not rendered because of the problem. */
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

/** A warning about `field`, which is rendered anyway. */
export function warning(field: string, message: string): Problem {
  return {
    severity: 'Warning',
    reason: 'InvalidConfiguration',
    field,
    message,
  };
}

/** A connection whose target does not exist yet. */
export function pendingConnection(field: string, message: string): Problem {
  return { severity: 'Error', reason: 'ConnectionsPending', field, message };
}

/** A reference that is not found, and the variable or file that is left out. */
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

/** `field: message`, for a condition or event. A pending connection is a sentence without a field. */
export function describeProblem({ field, message, reason }: Problem): string {
  return reason === 'ConnectionsPending' ? message : `${field}: ${message}`;
}
