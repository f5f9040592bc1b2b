import { readDataPlane } from './readDataPlane';

/** Reads that do not end before they are told to. */
function heldReads() {
  let finish = () => {};
  const held = new Promise<void>(resolve => {
    finish = resolve;
  });
  let started = 0;
  const read = async () => {
    started += 1;
    await held;
    return 'pods';
  };
  return { read, finish, started: () => started };
}

const staging = { organization: 'acme', environment: 'staging' };
const production = { organization: 'acme', environment: 'production' };

describe('readDataPlane', () => {
  it('reads a place a few times at once, and leaves room for others', async () => {
    const slow = heldReads();
    const reads = Array.from({ length: 200 }, () =>
      readDataPlane(staging, slow.read),
    );
    expect(slow.started()).toBe(8);
    await expect(readDataPlane(staging, slow.read)).rejects.toThrow(
      '200 requests for what runs in staging wait already',
    );
    expect(await readDataPlane(production, async () => 'quick')).toBe('quick');
    slow.finish();
    expect(new Set(await Promise.all(reads))).toEqual(new Set(['pods']));
    expect(await readDataPlane(staging, async () => 'again')).toBe('again');
  });

  it('passes an error on', async () => {
    await expect(
      readDataPlane(staging, async () => {
        throw new Error('no route to host');
      }),
    ).rejects.toThrow('no route to host');
  });
});
