import {
  backendUrlProblem,
  basePathProblem,
  branchProblem,
  buildParameterProblem,
  nameProblem,
  portProblem,
  repositoryProblem,
  scheduleProblem,
  sourcePathProblem,
  timeZoneProblem,
  variableNameProblem,
} from './fieldRules';

describe('nameProblem', () => {
  it.each(['a', 'departures', 'a-1', 'a'.repeat(50)])('accepts %s', name => {
    expect(nameProblem(name)).toBeUndefined();
  });

  it.each([
    ['', 'is empty'],
    ['a'.repeat(53), 'is too long by 3'],
    ['Departures', 'has upper-case letters'],
    ['tram departures', 'has a space'],
    ['tram_departures', 'has the character "_"'],
    ['über', 'has the character "ü"'],
    ['tram-', 'ends with a dash'],
    ['1tram', 'does not begin with a letter'],
    ['-tram', 'does not begin with a letter'],
  ])('rejects %j: %s', (name, problem) => {
    expect(nameProblem(name)).toContain(problem);
  });
});

describe('variableNameProblem', () => {
  it.each([
    ['LOG_LEVEL', undefined],
    ['_a.b-c1', undefined],
    ['', 'is empty'],
    ['1A', 'begins with a digit'],
    ['A=B', 'is not the name of a variable'],
    ['A B', 'is not the name of a variable'],
  ])('%j: %s', (name, problem) => {
    expect(variableNameProblem(name)?.split(':')[0]).toBe(problem);
  });
});

describe('portProblem', () => {
  it.each([1, 8080, 65535])('accepts %d', port => {
    expect(portProblem(port)).toBeUndefined();
  });

  it.each([0, 65536, 1.5, NaN])('rejects %d', port => {
    expect(portProblem(port)).toContain('is not a port');
  });
});

describe('basePathProblem', () => {
  it.each([
    ['/', undefined],
    ['/v1/stops', undefined],
    ['v1', 'does not begin with a slash'],
    ['/v 1', 'is not a path'],
  ])('%j: %s', (path, problem) => {
    expect(basePathProblem(path)?.split(':')[0]).toBe(problem);
  });
});

describe('scheduleProblem', () => {
  it.each([
    ['15 3 * * *', undefined],
    ['* * * *', 'is not a cron expression: it has 4 fields, not 5'],
    ['0 0 30 2 *', 'never fires: no such month has such a day'],
  ])('%j: %s', (expression, problem) => {
    expect(scheduleProblem(expression)).toBe(problem);
  });
});

describe('timeZoneProblem', () => {
  it.each([
    ['Europe/Zurich', undefined],
    ['Europe/Nowhere', 'is not a time zone'],
  ])('%j: %s', (name, problem) => {
    expect(timeZoneProblem(name)?.split(':')[0]).toBe(problem);
  });
});

describe('repositoryProblem', () => {
  it.each([
    ['https://git.example.com/shop/greeter.git', undefined],
    ['git@git.example.com:shop/greeter.git', undefined],
    ['ssh://git@git.example.com/shop/greeter', undefined],
    ['greeter', 'is not the URL of a Git repository'],
    ['ftp://git.example.com/greeter', 'is not the URL of a Git repository'],
    ['https://ana:secret@git.example.com/greeter', 'has a password'],
  ])('%j: %s', (url, problem) => {
    expect(repositoryProblem(url)?.split(':')[0]).toBe(problem);
  });
});

describe('backendUrlProblem', () => {
  it.each([
    ['https://api.example.com/v1', undefined],
    ['http://10.0.0.1:8080', undefined],
    ['api.example.com', 'is not the URL of a backend'],
    ['https://ana@api.example.com', 'has credentials'],
    ['https://api.example.com/?a=1', 'has a query or a fragment'],
  ])('%j: %s', (url, problem) => {
    expect(backendUrlProblem(url)?.split(':')[0]).toBe(problem);
  });
});

describe('branchProblem', () => {
  it.each(['main', 'feature/search', 'release-1.0'])('accepts %s', name => {
    expect(branchProblem(name)).toBeUndefined();
  });

  it.each(['', '@', 'a b', 'a..b', '/a', 'a/', '-a', 'a.lock', 'a/.b', 'a~1'])(
    'rejects %j',
    name => {
      expect(branchProblem(name)).toContain('is not the name of a branch');
    },
  );
});

describe('buildParameterProblem', () => {
  it.each([
    ['dockerfile-path', undefined],
    ['', 'is empty'],
    ['image-name', 'is set by the control plane'],
  ])('%j: %s', (name, problem) => {
    expect(buildParameterProblem(name)?.split(':')[0]).toBe(problem);
  });
});

describe('sourcePathProblem', () => {
  it.each([
    ['.', undefined],
    ['services/greeter', undefined],
    ['', 'is empty'],
    ['../other', 'leaves the repository'],
  ])('%j: %s', (path, problem) => {
    expect(sourcePathProblem(path)?.split(':')[0]).toBe(problem);
  });
});
