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

/** The search part of the address of a selection. */
export function selectionSearch(selection: RuntimeSelection): string {
  const { environment, object, view, container } = selection;
  const parameters = {
    environment,
    object,
    view,
    container,
    previous: selection.previous ? 'true' : undefined,
    failure: selection.showsFailure ? 'true' : undefined,
  };
  return new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  ).toString();
}

/** The selection in the address, and how to change it. */
export function useRuntimeSelection(): [
  RuntimeSelection,
  (selection: RuntimeSelection) => void,
] {
  const [parameters, setParameters] = useSearchParams();
  const selection = useMemo(() => {
    const view = parameters.get('view');
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
      setParameters(selectionSearch(next), { replace: true }),
    [setParameters],
  );
  return [selection, select];
}
