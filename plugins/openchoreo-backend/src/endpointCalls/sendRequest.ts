import { ServiceUnavailableError } from '@backstage/errors';
import type { CallResponse } from '@promenade/backstage-plugin-openchoreo-common';

/** A request to a gateway. */
export interface GatewayRequest {
  url: URL;
  method: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
}

/** The longest time that a response may take, in milliseconds. */
const timeoutMs = 15_000;

/** The most bytes of a body that are read. */
const maxBodyBytes = 256 * 1024;

/** Headers of a response that are not for callers: a cookie would be one of the backend. */
const hiddenHeaders = new Set(['set-cookie', 'set-cookie2']);

/**
 * Sends a request and reads the beginning of the response. Redirects are not followed: they could lead anywhere.
 *
 * @throws ServiceUnavailableError when there is no response, with the remedy
 */
export async function sendRequest({
  url,
  method,
  headers,
  body,
}: GatewayRequest): Promise<CallResponse> {
  const startedAt = performance.now();
  try {
    const response = await fetch(url, {
      method,
      headers: { 'user-agent': 'promenade-backstage', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const durationMs = Math.round(performance.now() - startedAt);
    const { bytes, isTruncated } = await readBeginning(response);
    return {
      status: response.status,
      statusText: response.statusText,
      headers: [...response.headers]
        .filter(([name]) => !hiddenHeaders.has(name))
        .map(([name, value]) => ({ name, value })),
      body: textOf(bytes),
      isTruncated,
      durationMs,
    };
  } catch (error) {
    throw new ServiceUnavailableError(
      `${url.host} did not respond: ${reasonOf(error)}`,
    );
  }
}

async function readBeginning({
  body,
}: Response): Promise<{ bytes: Uint8Array; isTruncated: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop cancels the rest.
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBodyBytes) break;
  }
  return {
    bytes: Buffer.concat(chunks).subarray(0, maxBodyBytes),
    isTruncated: length > maxBodyBytes,
  };
}

/** Undefined for what is not text in UTF-8. A character that is cut off at the end is left out. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const text = decoder.decode(bytes, { stream: true });
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND:
    'the name cannot be resolved by the backend. Check its DNS, or that the gateway is installed',
  ECONNREFUSED: 'nothing listens there. Check that the gateway runs',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its certificate is of an authority that the backend does not trust. Set NODE_EXTRA_CA_CERTS of the backend',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};

/** What happened, without what an error of the network stack says about the backend. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return `there was no response within ${timeoutMs / 1000} seconds`;
  }
  const cause = error instanceof Error ? error.cause : undefined;
  const code =
    cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return reasons[code] ?? (code || 'the connection was closed');
}
