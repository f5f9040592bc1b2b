import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { crdFiles } from './crd-files';
import { staleCrds } from './stale-crds';

const folder = resolve(__dirname, '../../../deploy/crds');

/** Brings the folder up to date; files that say what they should are left alone. */
function write(stale: string[]): void {
  const wanted = crdFiles();
  mkdirSync(folder, { recursive: true });
  for (const name of stale) {
    const content = wanted.get(name);
    if (content === undefined) {
      rmSync(join(folder, name));
    } else {
      writeFileSync(join(folder, name), content);
    }
  }
}

function main(args: string[]): number {
  const unknown = args.find(arg => arg !== '--check');
  if (unknown) {
    process.stderr.write(
      `Unknown argument ${unknown}. Usage: npm run crds [-- --check]\n`,
    );
    return 2;
  }
  const stale = staleCrds(folder);
  if (!args.includes('--check')) {
    write(stale);
    process.stdout.write(
      `deploy/crds: ${crdFiles().size} definitions, ${stale.length} changed\n`,
    );
    return 0;
  }
  if (stale.length > 0) {
    process.stderr.write(
      `deploy/crds does not match the model; run npm run crds. Stale:\n${stale
        .map(name => `  ${name}\n`)
        .join('')}`,
    );
    return 1;
  }
  process.stdout.write(`deploy/crds: ${crdFiles().size} definitions, fresh\n`);
  return 0;
}

process.exitCode = main(process.argv.slice(2));
