import { sampleBoards } from '../__testUtils__';
import { boardChanges } from './boardChanges';

describe('boardChanges', () => {
  it('lists changes of state, release and promotion', () => {
    expect(boardChanges(sampleBoards.ready, sampleBoards.promoting)).toEqual([
      { type: 'promotion', environment: 'production', phase: 'Progressing' },
      { type: 'release', environment: 'production', release: '1.4.2' },
      { type: 'state', environment: 'production', state: 'Progressing' },
    ]);
  });

  it('is empty if only the time of the board changed', () => {
    expect(
      boardChanges(sampleBoards.ready, {
        ...sampleBoards.ready,
        asOf: 'later',
      }),
    ).toEqual([]);
  });
});
