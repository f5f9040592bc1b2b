import { lazy, Suspense } from 'react';

// Apart from the navigation, which an app shows first.
const LoadedApprovalCount = lazy(async () => {
  const { LoadedApprovalCount: Count } = await import('./LoadedApprovalCount');
  return { default: Count };
});

/**
 * The number of promotions that wait for an approval of the caller, for the navigation of an app. Nothing while there are none,
 * or while the number is not known.
 *
 * @public
 */
export function ApprovalCount() {
  return (
    <Suspense fallback={null}>
      <LoadedApprovalCount />
    </Suspense>
  );
}
