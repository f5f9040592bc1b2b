// What the check has started and not stopped yet, so that nothing stays behind when the check fails or is interrupted.

/** @typedef {{ stop: () => Promise<void> }} Service */

/** @type {Set<Service>} */
const running = new Set();
let isStopping = false;

/**
 * Records that a service is about to start. Throws once `stopEverything` was called.
 *
 * @param {Service} service
 */
export function recordStart(service) {
  if (isStopping) throw new Error('The check is being stopped');
  running.add(service);
}

/** @param {Service} service */
export const recordStop = service => running.delete(service);

/** Stops all that runs. Nothing starts after it. */
export async function stopEverything() {
  isStopping = true;
  await Promise.allSettled([...running].map(service => service.stop()));
}
