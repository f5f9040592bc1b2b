// Reads metrics in the text format of Prometheus.
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { parse } from 'yaml';

/**
 * @typedef {{ name: string, labels: Record<string, string>, value: number }} Sample
 */

/** @returns {Sample[]} */
function parseMetrics(text) {
  return text.split('\n').flatMap(line => {
    const [, name, labels = '', value] =
      /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    return name
      ? [{ name, labels: parseLabels(labels), value: Number(value) }]
      : [];
  });
}

const parseLabels = text =>
  Object.fromEntries(
    [...text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  );

/** Returns the sum of the samples of a metric with these labels. */
export const sum = (samples, name, labels = {}) =>
  samples
    .filter(
      sample =>
        sample.name === name &&
        Object.entries(labels).every(
          ([label, value]) => sample.labels[label] === value,
        ),
    )
    .reduce((total, { value }) => total + value, 0);

/** Returns the samples of a later reading minus those of an earlier one. */
export function difference(before, after) {
  const key = ({ name, labels }) => JSON.stringify([name, labels]);
  const known = new Map(before.map(sample => [key(sample), sample.value]));
  return after.map(sample => ({
    ...sample,
    value: sample.value - (known.get(key(sample)) ?? 0),
  }));
}

/** Reads metrics over plain HTTP. */
export async function readMetrics(url) {
  return parseMetrics(await (await fetch(url)).text());
}

/** Reads the metrics of the API server of a kubeconfig. */
export async function readServerMetrics(kubeconfig) {
  const config = parse(readFileSync(kubeconfig, 'utf8'));
  const named = (list, name) => list.find(each => each.name === name);
  const { context } = named(config.contexts, config['current-context']);
  const { cluster } = named(config.clusters, context.cluster);
  const { user } = named(config.users, context.user);
  const text = await get(`${cluster.server}/metrics`, {
    ca: pem(cluster, 'certificate-authority'),
    cert: pem(user, 'client-certificate'),
    key: pem(user, 'client-key'),
    headers: user.token ? { authorization: `Bearer ${user.token}` } : {},
  });
  return parseMetrics(text);
}

/** Returns a credential of a kubeconfig, which is inline or in a file. */
function pem(entry, name) {
  const data = entry[`${name}-data`];
  if (data) return Buffer.from(data, 'base64');
  return entry[name] && readFileSync(entry[name]);
}

function get(url, options) {
  return new Promise((resolve, reject) => {
    const clientRequest = request(url, options, async response => {
      const chunks = [];
      for await (const chunk of response) chunks.push(chunk);
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
    clientRequest.once('error', reject);
    clientRequest.end();
  });
}
