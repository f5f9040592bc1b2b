import type { GitHttpRequest, HttpClient } from 'isomorphic-git';
import { limitRedirects } from './limitRedirects';

/** A host that redirects, and the requests that it gets. */
function hostRedirecting(
  statusCode: number,
  locations: Readonly<Record<string, string>>,
) {
  const requests: GitHttpRequest[] = [];
  const http: HttpClient = {
    async request(request) {
      requests.push(request);
      const { url } = request;
      const location = locations[url];
      return location === undefined
        ? { url, statusCode: 200, statusMessage: 'OK' }
        : { url, statusCode, statusMessage: '', headers: { location } };
    },
  };
  return { http: limitRedirects(http), requests };
}

const old = 'https://git.test/acme/old/info/refs?service=git-upload-pack';
const current = 'https://git.test/acme/new.git/info/refs';

describe('limitRedirects', () => {
  it('follows a redirect within the host, with the same headers', async () => {
    const { http, requests } = hostRedirecting(301, {
      [old]: '/acme/new.git/info/refs',
    });
    const headers = { authorization: 'Basic a' };
    const { url, statusCode } = await http.request({ url: old, headers });
    expect([url, statusCode]).toEqual([current, 200]);
    expect(requests.map(request => [request.url, request.headers])).toEqual([
      [old, headers],
      [current, headers],
    ]);
  });

  it.each([
    ['another host', 'https://other.test/acme/new'],
    ['another port', 'https://git.test:8443/acme/new'],
    ['another scheme', 'http://git.test/acme/new'],
    ['an address without a scheme', '//169.254.169.254/latest'],
    ['what is no URL', 'https://'],
  ])('sends nothing to %s', async (_, location) => {
    const { http, requests } = hostRedirecting(302, { [old]: location });
    await expect(http.request({ url: old })).rejects.toThrow(
      'redirects to another one, which is not followed',
    );
    expect(requests).toHaveLength(1);
  });

  it('repeats a request with a body after 307 only', async () => {
    const part = new Uint8Array([1]);
    // Lists of parts are what the Git library sends.
    const body = Object.assign([part], {
      next: async () => ({ value: part, done: true } as const),
      [Symbol.asyncIterator]: () => body,
    });
    const post = { url: old, method: 'POST', body };
    const kept = hostRedirecting(307, { [old]: current });
    await kept.http.request(post);
    expect(kept.requests.map(request => request.body)).toEqual([body, body]);
    const lost = hostRedirecting(302, { [old]: current });
    await expect(lost.http.request(post)).rejects.toThrow(
      'redirects a POST request with the status 302',
    );
  });

  it('ends a loop', async () => {
    const { http, requests } = hostRedirecting(302, { [old]: old });
    await expect(http.request({ url: old })).rejects.toThrow(
      'more than 5 times',
    );
    expect(requests).toHaveLength(6);
  });
});
