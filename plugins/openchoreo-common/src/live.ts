import { z } from 'zod';

/** An id may be the whole input of a read. */
const maxIdLength = 20_000;

export const liveTopicSchema = z.object({
  id: z
    .string()
    .min(1)
    .max(maxIdLength)
    .describe('Name of the topic in the events. The client chooses it.'),
  read: z.string().describe('Name of a read, such as `get-deploy-board`.'),
  input: z
    .record(z.string(), z.unknown())
    .describe('All parameters of the read, also those of its path.'),
  version: z
    .string()
    .optional()
    .describe('Version of the answer that the client has.'),
});

/**
 * A read whose answer is followed.
 *
 * @public
 */
export type LiveTopic = z.infer<typeof liveTopicSchema>;

const messageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('answer'),
    id: z.string(),
    version: z.string(),
    answer: z.unknown(),
  }),
  z.object({ type: z.literal('current'), id: z.string() }),
  z.object({
    type: z.literal('failed'),
    id: z.string(),
    status: z.number(),
    message: z.string(),
  }),
  z.object({ type: z.literal('heartbeat'), at: z.string() }),
  z.object({ type: z.literal('end'), reason: z.string() }),
]);

/**
 * A message about the answers that are followed.
 *
 * - `answer`: what the read of a topic returns. It is sent at the beginning, and again after each change.
 * - `current`: the client has the answer already.
 * - `failed`: a topic could not be read. The server tries again when the error may pass.
 * - `heartbeat`: the stream is alive. Every 15 seconds.
 * - `end`: the server ends the stream, with the reason; the client may open a new one.
 *
 * @public
 */
export type LiveMessage = z.infer<typeof messageSchema>;

const types: readonly string[] = messageSchema.options.map(
  ({ shape }) => shape.type.value,
);

/**
 * Parses a server-sent event.
 *
 * @returns undefined for an event that this version does not know: the backend may be newer
 */
export function parseLiveMessage(event: {
  event?: string;
  data: string;
}): LiveMessage | undefined {
  const { event: type, data } = event;
  if (type === undefined || !types.includes(type)) return undefined;
  return messageSchema.parse({ ...JSON.parse(data), type });
}
