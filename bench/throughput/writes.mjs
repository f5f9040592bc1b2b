// Counts the writes of the control plane by kind and verb, from the metrics of the API server.
import { difference, sum } from '../lib/metrics.mjs';

const ownGroups = ['openchoreo.dev', 'delivery.openchoreo.dev'];
const writing = ['POST', 'PUT', 'PATCH', 'APPLY', 'DELETE'];
const total = 'rest_client_requests_total';

/**
 * Returns the writes between two readings. The metrics of the API server do not name the client. In the groups of OpenChoreo,
 * all writes count except those of the benchmark; in other groups, applies count, which only the control plane sends. Events
 * are counted by the recorder.
 *
 * @param {{ server: import('../lib/metrics.mjs').Sample[], controlPlane: import('../lib/metrics.mjs').Sample[] }} before
 * @param {{ server: import('../lib/metrics.mjs').Sample[], controlPlane: import('../lib/metrics.mjs').Sample[] }} after
 * @param {Record<string, number>} created number of objects that the benchmark created, by resource
 * @returns {{ what: string, count: number }[]} sorted by count, highest first
 */
export function writesBetween(before, after, created = {}) {
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
    const failed = Number(code) >= 400 ? `, failed (${code})` : '';
    count(`${on} ${verbText(verb)}${failed}`, value);
  }
  for (const [resource, number] of Object.entries(created))
    count(`${resource} created`, -number);
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

const verbText = verb =>
  ({
    POST: 'created',
    PUT: 'replaced',
    PATCH: 'patched',
    APPLY: 'applied',
    DELETE: 'deleted',
  }[verb]);

/** Returns the number of write requests of the control plane, including those for its lease. */
export const writeRequests = samples =>
  ['POST', 'PUT', 'PATCH', 'DELETE'].reduce(
    (all, method) => all + sum(samples, total, { method }),
    0,
  );
