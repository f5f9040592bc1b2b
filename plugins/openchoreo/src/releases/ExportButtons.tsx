import { useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { openChoreoApiRef } from '../api';
import { ErrorAlert, errorMessage } from '../text';
import { saveFile } from '../saveFile';
import { useTexts } from '../useTexts';
import { useMutation } from '../useMutation';
import {
  downloadHistory,
  type HistoryFilter,
  type HistoryScope,
} from './historyRequests';

type Format = 'jsonl' | 'csv';

/** Saves the history with its filters as a file: JSON lines or CSV. */
export function ExportButtons(props: {
  scope: HistoryScope;
  filter: HistoryFilter;
}) {
  const { scope, filter } = props;
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const { pending, error, run } = useMutation();
  const [requested, setRequested] = useState<Format>();
  const save = (format: Format) => {
    setRequested(format);
    run(async () => {
      const content = await downloadHistory(api, scope, { ...filter, format });
      const name = scope.component ?? scope.project ?? scope.organization;
      saveFile(content, `${name}-promotions.${format}`);
    });
  };
  const button = (format: Format) => (
    <Button
      size="small"
      variant="secondary"
      iconStart={<RiDownloadLine />}
      aria-label={t(`history.export.${format}`)}
      isPending={pending && requested === format}
      onPress={() => save(format)}
    >
      {t(`history.format.${format}`)}
    </Button>
  );
  return (
    <>
      {button('jsonl')}
      {button('csv')}
      {error && (
        <ErrorAlert
          title={t('history.exportFailed')}
          text={errorMessage(error)}
        />
      )}
    </>
  );
}
