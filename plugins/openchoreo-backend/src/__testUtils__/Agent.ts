import { mockCredentials } from '@backstage/backend-test-utils';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import type { Portal } from './startPortal';

/** An agent that acts for a user, with the official client of the Model Context Protocol. */
export class Agent {
  private constructor(private readonly client: Client) {}

  static async connect(portal: Portal, user: string): Promise<Agent> {
    const client = new Client({ name: 'test', version: '1.0.0' });
    const url = `http://localhost:${portal.server.port()}/api/mcp-actions/v1`;
    await client.connect(
      new StreamableHTTPClientTransport(new URL(url), {
        requestInit: {
          headers: { Authorization: mockCredentials.user.header(user) },
        },
      }),
    );
    return new Agent(client);
  }

  async tools() {
    const { tools } = await this.client.listTools();
    return tools;
  }

  /** Calls an action, and returns its output. @throws Error with the message of a call that failed */
  async call(name: string, input: Record<string, unknown>): Promise<unknown> {
    const { text, isError } = await this.#send(name, input);
    if (isError) throw new Error(`${name} failed: ${text}`);
    return JSON.parse(text);
  }

  /** Calls an action that is to fail, and returns its message. */
  async fail(name: string, input: Record<string, unknown>): Promise<string> {
    const { text, isError } = await this.#send(name, input);
    if (!isError) throw new Error(`${name} did not fail: ${text}`);
    return text;
  }

  async #send(name: string, input: Record<string, unknown>) {
    const result = CallToolResultSchema.parse(
      await this.client.callTool({ name, arguments: input }),
    );
    const [{ text }] = z
      .tuple([z.object({ text: z.string() })])
      .parse(result.content);
    return { text, isError: result.isError === true };
  }

  async disconnect(): Promise<void> {
    await this.client.close();
  }
}
