// What the control plane wrote, by kind and verb, as the API server counted it.
import { difference, sum } from '../lib/metrics.mjs';

const ownGroups = ['openchoreo.dev', 'delivery.openchoreo.dev'];
const writing = ['POST', 'PUT', 'PATCH', 'APPLY', 'DELETE'];
const total = 'rest_client_requests_total';

/**
 * Writes between two readings. The API server does not tell who asked: in the groups of the model everything counts but what
 * the benchmark itself declares; beyond them the applied objects, which nobody else applies. Events are the recorder's count.
 *
 * @param {{ server: import('../lib/metrics.mjs').Sample[], controlPlane: import('../lib/metrics.mjs').Sample[] }} before
 * @param {{ server: import('../lib/metrics.mjs').Sample[], controlPlane: import('../lib/metrics.mjs').Sample[] }} after
 * @param {Record<string, number>} declared how many objects of each resource the benchmark created
 * @returns {{ what: string, count: number }[]} the most first
 */
export function writesBetween(before, after, declared = {}) {
  const counts = new Map();
  const count = (what, by) => counts.set(what, (counts.get(what) ?? 0) + by);
  for (const { name, labels, value } of difference(
    before.server,
    after.server,
  )) {
    if (name !== 'apiserver_request_total' || value === 0) continue;
    const { group, resource, subresource, verb, code } = labels;
    const isOwn = ownGroups.includes(group) && writing.includes(verb);
    if (!isOwn && verb !== 'APPLY') continue;
    const on = subresource ? `${resource}/${subresource}` : resource;
    const refused = Number(code) >= 400 ? `, refused (${code})` : '';
    count(`${on} ${wordFor(verb)}${refused}`, value);
  }
  for (const [resource, created] of Object.entries(declared))
    count(`${resource} created`, -created);
  const own = difference(before.controlPlane, after.controlPlane);
  const events = ['written', 'aggregated'].map(outcome =>
    sum(own, 'event_recorder_events_total', { outcome }),
  );
  count('events created', events[0]);
  count('events patched', events[1]);
  return [...counts]
    .filter(([, times]) => times !== 0)
    .map(([what, times]) => ({ what, count: times }))
    .sort((a, b) => b.count - a.count || (a.what < b.what ? -1 : 1));
}

const wordFor = verb =>
  ({
    POST: 'created',
    PUT: 'replaced',
    PATCH: 'patched',
    APPLY: 'applied',
    DELETE: 'deleted',
  }[verb]);

/** Requests of the control plane that are no reads, as it counts them itself; those for its lease included. */
export const requestsThatWrite = samples =>
  ['POST', 'PUT', 'PATCH', 'DELETE'].reduce(
    (all, method) => all + sum(samples, total, { method }),
    0,
  );
