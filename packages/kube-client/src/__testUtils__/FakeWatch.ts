import { ServerResponse } from 'node:http';
import { UnstructuredObject } from '../objects/KubeObject';

/** A watch that a client has open, and all that can go wrong with it. */
export class FakeWatch {
  #silent = false;

  constructor(
    readonly collection: string,
    readonly namespace: string,
    readonly query: URLSearchParams,
    private readonly response: ServerResponse,
  ) {}

  sees(collection: string, object: UnstructuredObject): boolean {
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

  /** Sends whatever it is given. */
  write(text: string): void {
    if (!this.#silent) {
      this.response.write(text);
    }
  }

  /** Says nothing any more, and stays open. */
  silence(): void {
    this.#silent = true;
  }

  /** Ends in good order. */
  end(): void {
    this.response.end();
  }

  /** Resets the connection. */
  reset(): void {
    this.response.socket?.resetAndDestroy();
  }
}
