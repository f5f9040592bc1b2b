import { useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import type { OpenChoreoApi } from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { ErrorAlert, errorMessage } from '../text';
import { saveFile } from '../saveFile';
import { useTexts } from '../useTexts';
import { useMutation } from '../useMutation';

type Format = 'jsonl' | 'csv';

/** Saves a history with its filters as a file: JSON lines or CSV. */
export function ExportButtons(props: {
  /** Of the file, without its extension. */
  name: string;
  download: (api: OpenChoreoApi, format: Format) => Promise<Blob>;
}) {
  const { name, download } = props;
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const { pending, error, run } = useMutation();
  const [requested, setRequested] = useState<Format>();
  const save = (format: Format) => {
    setRequested(format);
    run(async () => saveFile(await download(api, format), `${name}.${format}`));
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
