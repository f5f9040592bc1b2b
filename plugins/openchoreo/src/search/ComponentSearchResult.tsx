import { lazy, Suspense } from 'react';
import type { SearchedEntity } from './SearchedEntity';

const LoadedComponentSearchResult = lazy(async () => {
  const { LoadedComponentSearchResult: Result } = await import(
    './LoadedComponentSearchResult'
  );
  return { default: Result };
});

/**
 * A component in the results of a search, with its state in each environment. Components that are not of OpenChoreo have no states.
 * The results of a page share one live answer.
 *
 * @public
 */
export function ComponentSearchResult(props: { result?: SearchedEntity }) {
  return (
    <Suspense fallback={null}>
      {props.result && <LoadedComponentSearchResult result={props.result} />}
    </Suspense>
  );
}
