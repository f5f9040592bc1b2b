import { z } from 'zod';
import { liveTopicSchema } from '../../live';
import { declareRead } from '../ReadDeclaration';

/** The most topics of a stream. */
const maxTopics = 200;

const followReads = declareRead({
  name: 'follow-reads',
  title: 'Follow the answers of reads',
  description:
    'Server-sent events about the answers of several reads, each with the permission and the audit event of its own read. `answer` has the whole answer of a topic: once at the beginning and whenever it changed. `current` comes instead when `version` is still the version of the answer. `failed` has the status and the message of an error; the server tries again when the error may pass. `heartbeat` comes every 15 seconds. `end` has the reason why the server ends the stream.',
  resource: 'platform',
  permission: 'signed-in',
  input: z.object({
    topics: z
      .array(liveTopicSchema)
      .max(maxTopics)
      .describe('The reads to follow.'),
    once: z
      .boolean()
      .optional()
      .describe(
        'Ends the stream when each topic has been answered or has failed once. For networks that hold a response back until it is complete.',
      ),
  }),
  output: z.void(),
  mediaType: 'text/event-stream',
  http: { method: 'POST', path: '/live', status: 200 },
});

/** The read that follows others. */
export const liveReads = { followReads };
