import type {
  GitHttpRequest,
  GitHttpResponse,
  HttpClient,
} from 'isomorphic-git';

/** How often a host may redirect a request. */
const maxRedirects = 5;

/** A redirect that is not followed. The message does not say where it leads, which is a detail of the host. */
export class RedirectError extends Error {
  override readonly name = 'RedirectError';
}

/**
 * Follows redirects to the same scheme, host and port, and no others. Which hosts may be used is checked before a request is sent, and a
 * redirect would lead past that, also to hosts that only this process can reach.
 */
export function limitRedirects(http: HttpClient): HttpClient {
  return {
    async request(request) {
      let { url } = request;
      for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
        const answer = await http.request({
          ...request,
          url,
          fetchOptions: { ...request.fetchOptions, followRedirects: false },
        });
        const location = locationOf(answer);
        if (location === undefined) return answer;
        // Closes the connection.
        await answer.body?.[Symbol.asyncIterator]().return?.();
        url = redirectedUrl({ ...request, url }, answer.statusCode, location);
      }
      throw new RedirectError(
        `the host redirects a request more than ${maxRedirects} times`,
      );
    },
  };
}

function locationOf({
  statusCode,
  headers,
}: GitHttpResponse): string | undefined {
  return statusCode >= 300 && statusCode < 400 ? headers?.location : undefined;
}

function redirectedUrl(
  { url, method = 'GET', body }: GitHttpRequest,
  statusCode: number,
  location: string,
): string {
  const target = URL.canParse(location, url)
    ? new URL(location, url)
    : undefined;
  if (target?.origin !== new URL(url).origin) {
    throw new RedirectError(
      'the host redirects to another one, which is not followed; use the URL that it redirects to',
    );
  }
  // Other redirects turn a request with a body into one without, and a body that is a stream cannot be sent again.
  const isRepeatable =
    method === 'GET' ||
    ([307, 308].includes(statusCode) && (!body || Array.isArray(body)));
  if (!isRepeatable) {
    throw new RedirectError(
      `the host redirects a ${method} request with the status ${statusCode}, which is not followed; use the URL that it redirects to`,
    );
  }
  return target.href;
}
