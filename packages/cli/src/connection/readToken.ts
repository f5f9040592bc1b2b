import { readFile, stat } from 'node:fs/promises';
import { CommandError } from '../errors/CommandError';

/** The permission bits of the group and of others. */
const othersMask = 0o077;

/**
 * The token for the portal: PROMENADE_TOKEN, or the content of a file that only its owner may read. It is never an argument, which
 * other users of the machine could see.
 *
 * @throws CommandError when there is none, or others may read the file
 */
export async function readToken(
  tokenFile: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const token = env.PROMENADE_TOKEN?.trim() || (await readTokenFile(tokenFile));
  if (token) return token;
  throw new CommandError(
    'denied',
    'There is no token for the portal. Set PROMENADE_TOKEN, or --token-file to a file of mode 0600 with it',
  );
}

async function readTokenFile(
  file: string | undefined,
): Promise<string | undefined> {
  if (!file) return undefined;
  try {
    const { mode } = await stat(file);
    // Windows has no such bits.
    if (process.platform !== 'win32' && mode & othersMask) {
      throw new CommandError(
        'denied',
        `Other users may read the token file ${file}. Run \`chmod 600 ${file}\``,
      );
    }
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(
      'usage',
      `Cannot read the token file ${file}: ${
        error instanceof Error ? error.message : error
      }`,
      error,
    );
  }
}
