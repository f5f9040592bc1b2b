// Installs packages of Debian that checks need, such as a browser. Elsewhere, those checks are skipped.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A path that exists once the package is installed. */
const paths = {
  chromium: '/usr/bin/chromium',
  postgresql: '/usr/lib/postgresql',
};

const aptGet = (...args) =>
  spawnSync('apt-get', args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: 'inherit',
  }).status === 0;

/**
 * Installs those packages that are missing, if this is Debian and the user is root. A failure is printed by apt-get, and throws
 * nothing.
 *
 * @param {(keyof typeof paths)[]} names
 */
export function installDebianPackages(...names) {
  const missing = names.filter(name => !existsSync(paths[name]));
  if (missing.length === 0 || process.getuid?.() !== 0) return;
  if (!existsSync('/usr/bin/apt-get')) return;
  if (aptGet('update', '-q')) aptGet('install', '-q', '-y', ...missing);
}
