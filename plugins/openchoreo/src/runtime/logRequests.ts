import {
  reads,
  type Log,
  type LogMessage,
  type OpenChoreoApi,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { maxLines } from './logText';

/** Which log to read or follow: that of a container, or that of a step of a build. */
export type FollowedLog =
  | OperationInput<typeof reads.streamLog>
  | OperationInput<typeof reads.streamBuildLog>;

/** The last lines of a log. */
export function readLog(
  api: Pick<OpenChoreoApi, 'request'>,
  log: FollowedLog,
  signal: AbortSignal,
): Promise<Log> {
  return 'step' in log
    ? api.request(reads.readBuildLog, log, { signal })
    : api.request(reads.readLog, log, { signal });
}

/** Sends the last lines of a log, and new ones, until the stream ends. */
export function streamLog(
  api: Pick<OpenChoreoApi, 'streamLog'>,
  log: FollowedLog,
  options: {
    signal: AbortSignal;
    onMessage: (message: LogMessage) => void;
  },
): Promise<void> {
  return 'step' in log
    ? api.streamLog(reads.streamBuildLog, log, options)
    : api.streamLog(reads.streamLog, log, options);
}

/** A log as a file. */
export async function downloadLog(
  api: Pick<OpenChoreoApi, 'download'>,
  log: FollowedLog,
): Promise<{ content: Blob; name: string }> {
  const part = { tail: maxLines, format: 'text' } as const;
  return 'step' in log
    ? {
        content: await api.download(reads.readBuildLog, { ...log, ...part }),
        name: `${log.build}-${log.step}.log`,
      }
    : {
        content: await api.download(reads.readLog, { ...log, ...part }),
        name: `${log.pod}-${log.container}.log`,
      };
}
