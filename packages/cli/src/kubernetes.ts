/**
 * The connection to the Kubernetes API.
 *
 * @packageDocumentation
 */

export { connectToKubernetes } from './connection/connectToKubernetes';
