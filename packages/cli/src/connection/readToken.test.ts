import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readToken } from './readToken';

describe('readToken', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'promenade-cli-'));
    file = join(folder, 'token');
    await writeFile(file, 'from-the-file\n', { mode: 0o600 });
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('reads a file that only its owner may read', async () => {
    expect(await readToken(file, {})).toBe('from-the-file');
  });

  it('rejects a file that others may read', async () => {
    await chmod(file, 0o640);
    await expect(readToken(file, {})).rejects.toThrow(
      `Other users may read the token file ${file}. Run \`chmod 600 ${file}\``,
    );
  });

  it('prefers the environment', async () => {
    const env = { PROMENADE_TOKEN: 'from-the-environment' };
    expect(await readToken(file, env)).toBe('from-the-environment');
  });

  it('says how to give a token', async () => {
    await expect(readToken(undefined, {})).rejects.toThrow(
      'Set PROMENADE_TOKEN, or --token-file',
    );
    await expect(readToken(join(folder, 'none'), {})).rejects.toThrow(
      'Cannot read the token file',
    );
  });
});
