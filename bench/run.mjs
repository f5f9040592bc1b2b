// npm run bench [-- throughput|failover|rendering|history|catalog|cli …]: measures the control plane, the views of the backend, the catalog and
// the command line. See README.md.
import { parseArgs } from 'node:util';
import { apiServers } from './lib/api-servers.mjs';
import { boardReads, generations } from './portal/board-reads.mjs';
import { portal } from './portal/benchmark.mjs';
import { catalog } from './catalog/benchmark.mjs';
import { cli } from './cli/benchmark.mjs';
import { databaseServers } from './catalog/databases.mjs';
import { failover } from './failover/benchmark.mjs';
import { history } from './history/benchmark.mjs';
import { rendering } from './rendering/benchmark.mjs';
import { throughput } from './throughput/benchmark.mjs';

const benchmarks = {
  throughput,
  failover,
  rendering,
  history,
  catalog,
  'board-reads': boardReads,
  portal,
  cli,
};

const usage = `node bench/run.mjs [${Object.keys(benchmarks).join(
  '|',
)} …] [options]

Runs all benchmarks if none is named.

  --api embedded|real|both   API for throughput and failover (default: both)
  --components N             number of components (default: 300)
  --generation 0.3|1.x       OpenChoreo of board-reads (default: 0.3)
  --database sqlite|postgres|both  database for catalog (default: both)
  --rounds N                 how often catalog loads everything in turn with the floor, and how often failover ends the leader (default: 1)
  --changes N                number of changes for catalog (default: 10)
  --idle SECONDS             time to count writes of the unchanged platform (default: 20)
  --seconds SECONDS          time for each component type of rendering, and for each operation of history (default: 2)
  --profile FOLDER           write CPU profiles of the control plane and of the backends that load there
  --json                     print the results as JSON on standard output, and text on standard error
`;

const parseNumber = (name, text) => {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0)
    throw new TypeError(`--${name} must be a number above 0`);
  return value;
};

function parseSettings() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      api: { type: 'string', default: 'both' },
      components: { type: 'string', default: '300' },
      generation: { type: 'string', default: '0.3' },
      database: { type: 'string', default: 'both' },
      rounds: { type: 'string', default: '1' },
      changes: { type: 'string', default: '10' },
      idle: { type: 'string', default: '20' },
      seconds: { type: 'string', default: '2' },
      profile: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.find(name => !benchmarks[name]);
  if (unknown) throw new TypeError(`${unknown} is not a benchmark`);
  const apis = values.api === 'both' ? Object.keys(apiServers) : [values.api];
  if (!apis.every(api => apiServers[api]))
    throw new TypeError('--api must be embedded, real or both');
  const databases =
    values.database === 'both'
      ? Object.keys(databaseServers)
      : [values.database];
  if (!databases.every(database => databaseServers[database]))
    throw new TypeError('--database must be sqlite, postgres or both');
  if (!generations.includes(values.generation))
    throw new TypeError(`--generation must be ${generations.join(' or ')}`);
  return {
    names: positionals.length ? positionals : Object.keys(benchmarks),
    apis,
    components: Math.ceil(parseNumber('components', values.components)),
    generation: values.generation,
    databases,
    rounds: Math.ceil(parseNumber('rounds', values.rounds)),
    changes: Math.ceil(parseNumber('changes', values.changes)),
    idle: parseNumber('idle', values.idle),
    seconds: parseNumber('seconds', values.seconds),
    profile: values.profile,
    json: values.json,
    help: values.help,
    print: text => (values.json ? console.error : console.log)(`${text}\n`),
  };
}

async function main() {
  let settings;
  try {
    settings = parseSettings();
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`);
    return 2;
  }
  if (settings.help) {
    console.log(usage);
    return 0;
  }
  const results = {};
  for (const name of settings.names)
    results[name] = await benchmarks[name](settings);
  if (settings.json) console.log(JSON.stringify(results, null, 2));
  return 0;
}

process.exitCode = await main();
