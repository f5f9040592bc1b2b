// The benchmark `cli`: what `promenade --help` takes, as published.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { root } from '../../scripts/lib/project.mjs';
import { formatTable } from '../lib/format.mjs';

const rounds = 20;
const commands = [['--help'], ['promote', 'component', '--help']];
const source = join(root, 'packages/cli');
const reporter = fileURLToPath(new URL('report-cpu.cjs', import.meta.url));

export async function cli({ print }) {
  if (!existsSync(join(source, 'dist')))
    throw new Error(
      'packages/cli is not built: run `backstage-cli package build` in it first',
    );
  const folder = mkdtempSync(join(tmpdir(), 'promenade-bench-cli-'));
  try {
    // Without the sources, which a clone would load instead of the build.
    for (const part of ['bin', 'dist', 'package.json'])
      cpSync(join(source, part), join(folder, part), { recursive: true });
    cpSync(
      join(root, 'node_modules/commander'),
      join(folder, 'node_modules/commander'),
      { recursive: true },
    );
    const results = commands.map(args => ({
      command: args.join(' '),
      ...measure(join(folder, 'bin/promenade.js'), args),
    }));
    print(
      [
        `Start of the command line: median of ${rounds} runs`,
        formatTable([
          ['', 'elapsed ms', 'CPU ms'],
          ...results.map(({ command, elapsedMs, cpuMs }) => [
            command,
            Math.round(elapsedMs),
            Math.round(cpuMs),
          ]),
        ]),
      ].join('\n'),
    );
    return results;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measure(script, args) {
  const runs = Array.from({ length: rounds }, () => {
    const started = performance.now();
    const { status, output, stderr } = spawnSync(
      process.execPath,
      ['--require', reporter, script, ...args],
      { stdio: ['ignore', 'pipe', 'pipe', 'pipe'], encoding: 'utf8' },
    );
    const elapsedMs = performance.now() - started;
    if (status !== 0) throw new Error(stderr);
    return { elapsedMs, cpuMs: Number(output[3]) };
  });
  return {
    elapsedMs: median(runs.map(run => run.elapsedMs)),
    cpuMs: median(runs.map(run => run.cpuMs)),
  };
}

const median = values =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
