import { readTimeLimit, withinTimeLimit } from './timeLimit';

/** A wait that only its signal ends. */
const forever = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    const end = () => reject(signal.reason);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  });

describe('readTimeLimit', () => {
  it('parses durations like the configuration of Backstage', () => {
    expect(readTimeLimit('20s')).toEqual({ seconds: 20 });
    expect(readTimeLimit('PT5M')).toEqual({ minutes: 5 });
    expect(readTimeLimit({ hours: 1 })).toEqual({ hours: 1 });
  });

  it('is ten minutes by default', () => {
    expect(readTimeLimit(undefined)).toEqual({ minutes: 10 });
  });

  it('explains the format of a duration', () => {
    expect(() => readTimeLimit('soon')).toThrow(
      'The timeout "soon" is not a duration. Write it as 10m, PT10M or { minutes: 10 }',
    );
  });
});

describe('withinTimeLimit', () => {
  const message = (time: string) => `It was not there in ${time}`;
  const signal = undefined;

  it('returns the value of the wait', async () => {
    const limit = { minutes: 1 };
    const options = { limit, signal, message };
    expect(await withinTimeLimit(async () => 42, options)).toBe(42);
  });

  it('fails with the time limit', async () => {
    const options = { limit: { milliseconds: 1 }, signal, message };
    await expect(withinTimeLimit(forever, options)).rejects.toMatchObject({
      name: 'TimeLimitError',
      message: 'It was not there in 1 millisecond',
    });
  });

  it('rejects with the reason of a cancelled task', async () => {
    const reason = new Error('The task was cancelled');
    const options = {
      limit: { minutes: 1 },
      signal: AbortSignal.abort(reason),
      message,
    };
    await expect(withinTimeLimit(forever, options)).rejects.toBe(reason);
  });

  it('passes on other errors', async () => {
    const failure = new Error('It will not get there');
    const options = { limit: { minutes: 1 }, signal, message };
    const fail = () => Promise.reject(failure);
    await expect(withinTimeLimit(fail, options)).rejects.toBe(failure);
  });
});
