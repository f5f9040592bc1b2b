import { sampleBoards } from '../__testUtils__';
import { boardNews } from './boardNews';

describe('boardNews', () => {
  it('tells changes of state, release and promotion', () => {
    expect(boardNews(sampleBoards.ready, sampleBoards.promoting)).toEqual([
      { type: 'promotion', environment: 'production', phase: 'RollingOut' },
      { type: 'release', environment: 'production', release: '7f3a2c1' },
      { type: 'state', environment: 'production', state: 'Progressing' },
    ]);
  });

  it('has nothing to tell of a board that is the same but for its time', () => {
    expect(
      boardNews(sampleBoards.ready, { ...sampleBoards.ready, asOf: 'later' }),
    ).toEqual([]);
  });
});
