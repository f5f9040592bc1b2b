import { ServerResponse } from 'node:http';
import { UnstructuredObject } from '../objects/KubeObject';

/** An open watch of a client, with methods that simulate failures. */
export class FakeWatch {
  #silent = false;

  constructor(
    readonly collection: string,
    readonly namespace: string,
    readonly query: URLSearchParams,
    private readonly response: ServerResponse,
  ) {}

  matches(collection: string, object: UnstructuredObject): boolean {
    return (
      collection === this.collection &&
      (!this.namespace || object.metadata.namespace === this.namespace)
    );
  }

  event(type: string, object: unknown): void {
    this.write(`${JSON.stringify({ type, object })}\n`);
  }

  bookmark(version: number, annotations?: Record<string, string>): void {
    const resourceVersion = String(version);
    this.event('BOOKMARK', { metadata: { resourceVersion, annotations } });
  }

  error(code: number, reason: string, message: string): void {
    this.event('ERROR', {
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      code,
      reason,
      message,
    });
  }

  /** Sends any text. */
  write(text: string): void {
    if (!this.#silent) {
      this.response.write(text);
    }
  }

  /** Stops sending but keeps the connection open. */
  silence(): void {
    this.#silent = true;
  }

  /** Ends the response regularly. */
  end(): void {
    this.response.end();
  }

  /** Resets the connection. */
  reset(): void {
    this.response.socket?.resetAndDestroy();
  }
}
