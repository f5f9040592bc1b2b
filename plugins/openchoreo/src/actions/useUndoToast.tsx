import { useCallback } from 'react';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useTexts } from '../useTexts';

const timeoutMs = 10_000;

/** Returns a function that shows what was done, with a button that undoes it. */
export function useUndoToast(): (title: string, undo: () => void) => void {
  const toasts = useApi(toastApiRef);
  const { t } = useTexts();
  return useCallback(
    (title, undo) => {
      const toast = toasts.post({
        title,
        status: 'neutral',
        timeout: timeoutMs,
        description: (
          <Button
            variant="secondary"
            onPress={() => {
              toast.close();
              undo();
            }}
          >
            {t('done.undo')}
          </Button>
        ),
      });
    },
    [toasts, t],
  );
}
