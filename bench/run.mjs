// npm run bench [-- throughput|rendering …]: what the control plane can do, in figures. See README.md.
import { parseArgs } from 'node:util';
import { apiServers } from './lib/api-servers.mjs';
import { rendering } from './rendering/benchmark.mjs';
import { throughput } from './throughput/benchmark.mjs';

const benchmarks = { throughput, rendering };

const usage = `node bench/run.mjs [${Object.keys(benchmarks).join(
  '|',
)} …] [options]

All benchmarks, unless some are named.

  --api embedded|real|both   the API that throughput is measured on (default: both)
  --components N             how many components (default: 300)
  --rest SECONDS             how long to count writes at rest (default: 20)
  --seconds SECONDS          how long to render each type (default: 2)
  --profile FOLDER           V8's CPU profile of the control plane goes there
  --json                     the figures as JSON, on standard output; what is for people goes to standard error
`;

const number = (name, text) => {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0)
    throw new TypeError(`--${name} must be a number above 0`);
  return value;
};

function settings() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      api: { type: 'string', default: 'both' },
      components: { type: 'string', default: '300' },
      rest: { type: 'string', default: '20' },
      seconds: { type: 'string', default: '2' },
      profile: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.find(name => !benchmarks[name]);
  if (unknown) throw new TypeError(`There is no benchmark ${unknown}`);
  const apis = values.api === 'both' ? Object.keys(apiServers) : [values.api];
  if (!apis.every(api => apiServers[api]))
    throw new TypeError('--api must be embedded, real or both');
  return {
    names: positionals.length ? positionals : Object.keys(benchmarks),
    apis,
    components: Math.ceil(number('components', values.components)),
    rest: number('rest', values.rest),
    seconds: number('seconds', values.seconds),
    profile: values.profile,
    json: values.json,
    help: values.help,
    say: text => (values.json ? console.error : console.log)(`${text}\n`),
  };
}

async function main() {
  let chosen;
  try {
    chosen = settings();
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`);
    return 2;
  }
  if (chosen.help) {
    console.log(usage);
    return 0;
  }
  const results = {};
  for (const name of chosen.names)
    results[name] = await benchmarks[name](chosen);
  if (chosen.json) console.log(JSON.stringify(results, null, 2));
  return 0;
}

process.exitCode = await main();
