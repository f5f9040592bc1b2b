import { createHash } from 'node:crypto';

/**
 * An address of 10.96.0.0/12 for a Service, derived from its name, so that no
 * allocation has to be stored.
 */
export function clusterAddress(owner: string): string {
  const number = (hash(owner) % (2 ** 20 - 2)) + 1;
  return `10.${96 + (number >>> 16)}.${(number >>> 8) & 255}.${number & 255}`;
}

/** A node port for a port of a Service. */
export function nodePort(port: string): number {
  return 30000 + (hash(port) % 2768);
}

/** Returns the IP address of a simulated pod. It is derived from the uid, and is in 10.244.0.0/16. */
export function podAddress(pod: string): string {
  const number = (hash(pod) % (2 ** 16 - 2)) + 1;
  return `10.244.${number >>> 8}.${number & 255}`;
}

function hash(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0);
}
