import { Button } from '@backstage/ui';
import type {
  ApiOperation,
  ComponentApi,
} from '@promenade/backstage-plugin-openchoreo-common';
import { DataTable } from '../catalog/DataTable';
import { useTexts } from '../useTexts';
import styles from './apis.module.css';

/** The operations of an API. Each can be put into the form that sends requests. */
export function OperationTable(props: {
  api: Pick<ComponentApi, 'name' | 'operations'>;
  onTry: (operation: ApiOperation) => void;
}) {
  const { api, onTry } = props;
  const { t } = useTexts();
  return (
    <DataTable
      label={t('apis.operationsOf', { name: api.name })}
      columns={[
        { id: 'operation', label: t('apis.operation') },
        { id: 'summary', label: t('apis.summary') },
        { id: 'try', label: t('tryOut.title') },
      ]}
      rows={api.operations.map(operation => {
        const { method, path, summary } = operation;
        const label = `${method} ${path}`;
        return {
          id: label,
          cells: [
            <code key="operation" className={styles.operation}>
              {label}
            </code>,
            summary,
            <Button
              key="try"
              size="small"
              variant="secondary"
              aria-label={t('tryOut.use', { operation: label })}
              onPress={() => onTry(operation)}
            >
              {t('tryOut.title')}
            </Button>,
          ],
        };
      })}
    />
  );
}
