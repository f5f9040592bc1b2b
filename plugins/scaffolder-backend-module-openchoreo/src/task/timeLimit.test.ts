import { readTimeLimit, withinTimeLimit } from './timeLimit';

/** A wait that only its signal ends. */
const forever = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    const end = () => reject(signal.reason);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  });

describe('readTimeLimit', () => {
  it('reads durations as the configuration of Backstage does', () => {
    expect(readTimeLimit('20s')).toEqual({ seconds: 20 });
    expect(readTimeLimit('PT5M')).toEqual({ minutes: 5 });
    expect(readTimeLimit({ hours: 1 })).toEqual({ hours: 1 });
  });

  it('is ten minutes where nothing is said', () => {
    expect(readTimeLimit(undefined)).toEqual({ minutes: 10 });
  });

  it('says how a duration is written', () => {
    expect(() => readTimeLimit('soon')).toThrow(
      'The timeout "soon" is no duration. Write it as 10m, PT10M or { minutes: 10 }',
    );
  });
});

describe('withinTimeLimit', () => {
  const unfinished = (time: string) => `It was not there in ${time}`;
  const signal = undefined;

  it('gives back what was waited for', async () => {
    const limit = { minutes: 1 };
    const options = { limit, signal, unfinished };
    expect(await withinTimeLimit(async () => 42, options)).toBe(42);
  });

  it('says what did not come true in which time', async () => {
    const options = { limit: { milliseconds: 1 }, signal, unfinished };
    await expect(withinTimeLimit(forever, options)).rejects.toMatchObject({
      name: 'TimeLimitError',
      message: 'It was not there in 1 millisecond',
    });
  });

  it('ends with the reason of the task when that is cancelled', async () => {
    const reason = new Error('The task was cancelled');
    const options = {
      limit: { minutes: 1 },
      signal: AbortSignal.abort(reason),
      unfinished,
    };
    await expect(withinTimeLimit(forever, options)).rejects.toBe(reason);
  });

  it('leaves other failures as they are', async () => {
    const failure = new Error('It will not get there');
    const options = { limit: { minutes: 1 }, signal, unfinished };
    const fail = () => Promise.reject(failure);
    await expect(withinTimeLimit(fail, options)).rejects.toBe(failure);
  });
});
