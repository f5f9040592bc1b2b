import type { CellLocation } from '../../core/lookups/recorded-data-planes';
import {
  aDataPlane,
  aProject,
  testOrganization,
} from '../../test/__testUtils__';
import type { Cells, RemainingCell } from './cells';
import { removeCells } from './remove-cells';

const selector = { organization: testOrganization, project: 'shop' };
const project = aProject('shop');

const locationOf = (name: string, isRecorded = true): CellLocation => ({
  dataPlane: aDataPlane(name),
  isRecorded,
});

/** Cells on data planes that respond with these results; a data plane without a result does not respond. */
function cellsWith(results: Record<string, RemainingCell[] | Error>): Cells {
  return {
    remove: ({ metadata }) => {
      const result = results[metadata.name];
      if (!result) return new Promise(() => {});
      return result instanceof Error
        ? Promise.reject(result)
        : Promise.resolve(result);
    },
  };
}

const remove = (cells: Cells, ...locations: CellLocation[]) =>
  removeCells(project, cells, locations, selector);

describe('removeCells', () => {
  it('returns undefined when no cell remains', async () => {
    const cells = cellsWith({ one: [], two: [] });
    expect(
      await remove(cells, locationOf('one'), locationOf('two')),
    ).toBeUndefined();
  });

  it('does not wait for a data plane that does not respond', async () => {
    const cells = cellsWith({ fast: [] });
    const deleteOn = jest.spyOn(cells, 'remove');
    const locations = [locationOf('dead'), locationOf('fast')];
    expect(await remove(cells, ...locations)).toMatchObject({
      message: `Waiting for data plane "${testOrganization}/dead" to delete namespaces`,
    });
    await remove(cells, locations[0]);
    expect(
      deleteOn.mock.calls.filter(([{ metadata }]) => metadata.name === 'dead'),
    ).toHaveLength(1);
  });

  it('is blocked by an unreachable data plane only if it has cells', async () => {
    const cells = cellsWith({ lost: new Error('it does not respond') });
    expect(await remove(cells, locationOf('lost', false))).toBeUndefined();
    expect((await remove(cells, locationOf('lost')))?.message).toMatch(
      /^it does not respond; if the data plane no longer exists, annotate the Project with /,
    );
  });

  it('names the remaining namespaces and what blocks them', async () => {
    const cells = cellsWith({
      one: [{ namespace: 'dp-one', blockedBy: 'blocked by finalizer a/b' }],
    });
    expect((await remove(cells, locationOf('one')))?.message).toMatch(
      /^Waiting for namespace dp-one \(blocked by finalizer a\/b\) to be deleted; /,
    );
  });
});
