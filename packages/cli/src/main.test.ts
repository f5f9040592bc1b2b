import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

// Tests run in a clone only.
// eslint-disable-next-line no-restricted-syntax
const source = resolve(__dirname, 'main.ts');
// eslint-disable-next-line no-restricted-syntax
const executable = resolve(__dirname, '../bin/promenade.js');

/** Shows the help in a process of its own, and prints the packages that were loaded for it. */
const script = `
  require('@backstage/cli/config/nodeTransform.cjs');
  const before = new Set(Object.keys(require.cache));
  const { main } = require(${JSON.stringify(source)});
  const stdout = { write: () => true };
  const terminal = { stdin: process.stdin, stdout, stderr: stdout, env: {} };
  const loaders = { runner: () => { throw new Error() }, kubernetes: () => { throw new Error() } };
  main(['promote', 'component', '--help'], { name: 'promenade', terminal, loaders }).then(status => {
    const packages = Object.keys(require.cache)
      .filter(file => !before.has(file))
      .flatMap(file => /node_modules\\/((?:@[^/]+\\/)?[^/]+)(?!.*node_modules)/.exec(file)?.[1] ?? []);
    console.log(JSON.stringify({ status, packages: [...new Set(packages)] }));
  });
`;

describe('main', () => {
  it('loads nothing but commander to show the help', () => {
    const output = execFileSync(process.execPath, ['-e', script], {
      cwd: resolve(source, '..'),
      encoding: 'utf8',
    });
    expect(JSON.parse(output)).toEqual({ status: 0, packages: ['commander'] });
  });

  it('prints no stack when nobody reads the output', async () => {
    const { NODE_OPTIONS, NODE_ENV, JEST_WORKER_ID, ...env } = process.env;
    const child = spawn(process.execPath, [executable, '--help'], { env });
    child.stdout.destroy();
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', text => {
      errors += text;
    });
    const [status] = await once(child, 'close');
    expect({ status, errors }).toEqual({ status: 1, errors: '' });
  });
});
