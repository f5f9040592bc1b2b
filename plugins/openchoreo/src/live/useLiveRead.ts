import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react';
import {
  identityApiRef,
  useApi,
  useApiHolder,
} from '@backstage/frontend-plugin-api';
import type { ReadDeclaration } from '@promenade/backstage-plugin-openchoreo-common';
import type { z } from 'zod';
import { openChoreoApiRef } from '../api';
import { useStable } from '../useRequest';
import type { LiveReads } from './LiveReads';
import { liveReadsOf } from './liveReadsOf';
import type { LiveSnapshot } from './liveSnapshot';
import { liveTopic, parseAnswer } from './liveTopic';

/** The answer of a read that is followed. */
export interface LiveRead<T> extends Omit<LiveSnapshot, 'answer'> {
  /** While the first answer to another input is awaited, the answer to the input before. */
  value?: T;
  /** Connects now, and reads again what the server rejected. */
  reconnect: () => void;
}

/** The live answers of the app. */
export function useLiveReads(): LiveReads {
  const api = useApi(openChoreoApiRef);
  return liveReadsOf(api, useApiHolder().get(identityApiRef));
}

/** The answer of a read, kept current while the caller is mounted and the page is visible. */
export function useLiveRead<
  Input extends z.ZodObject,
  Output extends z.ZodType,
>(
  read: ReadDeclaration<Input, Output>,
  input: z.input<Input>,
): LiveRead<z.output<Output>> {
  const live = useLiveReads();
  const stableInput = useStable(input);
  const topic = useMemo(
    () => liveTopic(read, stableInput),
    [read, stableInput],
  );
  const { answer, error, ...snapshot } = useSyncExternalStore(
    useCallback(
      (listener: () => void) => live.subscribe(topic, listener),
      [live, topic],
    ),
    () => live.snapshot(topic.id),
  );
  const parsed = useMemo(() => parseAnswer(read, answer), [read, answer]);
  const last = useRef<{ topic: string; value: z.output<Output> }>();
  if (parsed.value !== undefined) {
    last.current = { topic: topic.id, value: parsed.value };
  }
  // An answer to another input is not shown with an error about this one.
  const isOther = last.current?.topic !== topic.id;
  if (snapshot.connection === 'deleted' || (error && isOther)) {
    last.current = undefined;
  }
  return {
    ...snapshot,
    value: last.current?.value,
    error: error ?? parsed.error,
    reconnect: live.reconnect,
  };
}
