import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** The views of an object. */
export const resourceViews = [
  'containers',
  'log',
  'events',
  'manifest',
] as const;

export type ResourceView = (typeof resourceViews)[number];

/** What the page shows. It is in the address, so that it can be linked to. */
export interface RuntimeSelection {
  environment?: string;
  /** The id of the selected object. */
  object?: string;
  view?: ResourceView;
  container?: string;
  /** Whether the log is that of the previous run. */
  previous?: boolean;
  /** Whether to show the log that says why a container failed. */
  showsFailure?: boolean;
}

/** The parameters of an address that stand for a selection. */
function parametersOf({
  environment,
  object,
  view,
  container,
  previous,
  showsFailure,
}: RuntimeSelection): Record<string, string | undefined> {
  return {
    environment,
    object,
    panel: view,
    container,
    previous: previous ? 'true' : undefined,
    failure: showsFailure ? 'true' : undefined,
  };
}

/** The parameters of an address with a selection in place of the one before. Parameters of others are kept. */
function withSelection(
  parameters: URLSearchParams,
  selection: RuntimeSelection,
): URLSearchParams {
  const next = new URLSearchParams(parameters);
  for (const [name, value] of Object.entries(parametersOf(selection))) {
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  return next;
}

/** The search part of the address of a selection. */
export function selectionSearch(selection: RuntimeSelection): string {
  return withSelection(new URLSearchParams(), selection).toString();
}

/** The selection in the address, and how to change it. */
export function useRuntimeSelection(): [
  RuntimeSelection,
  (selection: RuntimeSelection) => void,
] {
  const [parameters, setParameters] = useSearchParams();
  const selection = useMemo(() => {
    const view = parameters.get('panel');
    return {
      environment: parameters.get('environment') ?? undefined,
      object: parameters.get('object') ?? undefined,
      view: resourceViews.find(each => each === view),
      container: parameters.get('container') ?? undefined,
      previous: parameters.get('previous') === 'true',
      showsFailure: parameters.get('failure') === 'true',
    };
  }, [parameters]);
  const select = useCallback(
    (next: RuntimeSelection) =>
      setParameters(current => withSelection(current, next), {
        replace: true,
      }),
    [setParameters],
  );
  return [selection, select];
}
