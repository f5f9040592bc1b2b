import { createHash } from 'node:crypto';
import { parseTime } from '../api/time';
import type { KubeObject } from '../api/types';
import { quantityValue } from '../schema/built-in/quantity';
import {
  listAt,
  objectAt,
  stringAt,
  type JsonObject,
  type JsonValue,
} from '../schema/json';
import { specOf, statusOf } from './cluster';

/** The time over which usage is measured, in seconds. It is that of metrics-server. */
export const windowSeconds = 15;

/** Milliseconds in which the usage of a container rises and falls once. */
const periodMs = 600_000;

/** What a container without requests and limits is taken to need. */
const usualNeed = { cpu: 0.1, memory: 128 * 1024 * 1024 };

/** What a running container of a pod uses. */
export interface ContainerUsage {
  name: string;
  /** Cores. */
  cpu: number;
  /** Bytes. */
  memory: number;
}

/**
 * What the running containers of a pod use. Nothing runs: the values are made up from what the containers request and change
 * slowly, so that charts have a shape.
 *
 * @param now - milliseconds since 1970
 */
export function podUsage(pod: KubeObject, now: number): ContainerUsage[] {
  const running = new Set(
    listAt(statusOf(pod), 'containerStatuses')
      .filter(status => startOf(status) !== undefined)
      .map(status => stringAt(status, 'name')),
  );
  return listAt(specOf(pod), 'containers').flatMap(container => {
    const name = stringAt(container, 'name') ?? '';
    if (!running.has(name)) return [];
    const share = shareAt(`${pod.metadata.uid}/${name}`, now);
    const cpu = needOf(container, 'cpu') * share;
    const memory = needOf(container, 'memory') * (0.4 + share / 2);
    return [{ name, cpu, memory }];
  });
}

function startOf(status: JsonValue): number | undefined {
  const state = objectAt(status, 'state');
  return parseTime(objectAt(state, 'running').startedAt);
}

function needOf(container: JsonValue, resource: 'cpu' | 'memory'): number {
  const resources = objectAt(container, 'resources');
  const [need] = [
    objectAt(resources, 'requests'),
    objectAt(resources, 'limits'),
  ]
    .map(amounts => amountOf(amounts, resource))
    .filter(amount => amount > 0);
  return need ?? usualNeed[resource];
}

function amountOf(amounts: JsonObject, resource: string): number {
  const amount = amounts[resource];
  return typeof amount === 'string' || typeof amount === 'number'
    ? quantityValue(amount)
    : 0;
}

/** A share between 0.15 and 0.65, which differs between containers. */
function shareAt(id: string, now: number): number {
  const [first, second] = createHash('sha256').update(id).digest();
  const base = 0.25 + (first / 255) * 0.3;
  const phase = (second / 255) * 2 * Math.PI;
  return base + 0.1 * Math.sin((now / periodMs) * 2 * Math.PI + phase);
}
