import { ServiceUnavailableError } from '@backstage/errors';
import { createLimit } from './live/createLimit';

/** How many reads of data planes run at the same time. */
const maxReads = 64;
/** How many of them are of the same place. One whose data plane does not answer leaves room for the others. */
const maxReadsOfPlace = 8;
/** How many reads of a place run or wait. */
const maxPending = 200;

const run = createLimit(maxReads, maxReadsOfPlace);
const pending = new Map<string, number>();

/**
 * Reads from a data plane, after others of the same place when there are many.
 *
 * @param place - the environment of an organization, or the data plane
 * @throws ServiceUnavailableError when too many reads wait, and the error of the read
 */
export async function readDataPlane<T>(
  place: { organization: string; environment?: string; name?: string },
  read: () => Promise<T>,
): Promise<T> {
  const name = place.environment ?? place.name ?? '';
  const key = `${place.organization}/${name}`;
  const count = pending.get(key) ?? 0;
  if (count >= maxPending) {
    throw new ServiceUnavailableError(
      `${maxPending} requests for what runs in ${name} wait already. Try again in a minute`,
    );
  }
  pending.set(key, count + 1);
  try {
    return await new Promise<T>((resolve, reject) => {
      run(key, async () => read().then(resolve, reject));
    });
  } finally {
    const left = (pending.get(key) ?? 1) - 1;
    if (left > 0) pending.set(key, left);
    else pending.delete(key);
  }
}
