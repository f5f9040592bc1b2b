import {
  curlCommand,
  formatBody,
  missingParameters,
  parseHeaders,
} from './callRequest';

describe('parseHeaders', () => {
  it('reads one header from each line', () => {
    expect(
      parseHeaders('Accept: text/plain\n\n  X-Time : 12:30 \nX-Empty:'),
    ).toEqual({ Accept: 'text/plain', 'X-Time': '12:30', 'X-Empty': '' });
  });

  it.each(['Accept', 'Accept text', ': value', 'two words: value'])(
    'does not take %j for a header',
    text => {
      expect(parseHeaders(text)).toBeUndefined();
    },
  );
});

describe('missingParameters', () => {
  it('names the parameters of a path', () => {
    expect(missingParameters('/books/{id}/pages/{page}')).toEqual([
      'id',
      'page',
    ]);
    expect(missingParameters('/books/7')).toEqual([]);
  });
});

describe('curlCommand', () => {
  it('quotes what a shell would interpret', () => {
    expect(
      curlCommand('https://dev.test/shop/', {
        method: 'POST',
        path: '/items?a=1&b=2',
        headers: "X-Name: it's",
        body: '{"$": 1}',
      }),
    ).toBe(
      `curl -i -X POST -H 'X-Name: it'\\''s' --data-raw '{"$": 1}' 'https://dev.test/shop/items?a=1&b=2'`,
    );
  });

  it('has no body for GET', () => {
    const request = { method: 'GET', path: '/', headers: '', body: 'x' };
    expect(curlCommand('https://dev.test', request)).toBe(
      `curl -i 'https://dev.test/'`,
    );
  });
});

describe('formatBody', () => {
  it('indents JSON, and leaves the rest as it is', () => {
    expect(formatBody('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
    expect(formatBody('<a/>')).toBe('<a/>');
  });
});
