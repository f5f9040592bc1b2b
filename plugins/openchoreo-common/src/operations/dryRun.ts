/**
 * The query parameter of a verb that requests its plan, as in the API of Kubernetes.
 *
 * @public
 */
export const dryRunParameter = 'dryRun';

/**
 * The only value of the parameter.
 *
 * @public
 */
export const dryRunValue = 'All';
