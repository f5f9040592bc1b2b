import { useEntity } from '@backstage/plugin-catalog-react';
import {
  reads,
  type DataPlaneOverview,
  type ReadDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { z } from 'zod';
import { namedResource } from '../catalog/namedResource';
import { Overview, OverviewCard } from '../catalog/Overview';
import { useTexts } from '../useTexts';
import { Nodes } from './Nodes';
import { QuotaTable } from './QuotaTable';
import styles from './capacity.module.css';

/** The quotas of the cells of an environment or a data plane, and the nodes of a data plane. */
export function CapacityTab() {
  const { entity } = useEntity();
  const environment = namedResource(entity, 'environment');
  const dataPlane = namedResource(entity, 'dataPlane');
  return (
    <div className={styles.page}>
      {dataPlane && <Nodes dataPlane={dataPlane} />}
      {dataPlane && <Quotas read={reads.getDataPlane} input={dataPlane} />}
      {environment && (
        <Quotas read={reads.getEnvironment} input={environment} />
      )}
    </div>
  );
}

function Quotas<
  Output extends z.ZodType<
    Pick<DataPlaneOverview, 'asOf' | 'stale' | 'quotas'>
  >,
>(props: {
  read: ReadDeclaration<(typeof reads.getDataPlane)['input'], Output>;
  input: { organization: string; name: string };
}) {
  const { read, input } = props;
  const { t } = useTexts();
  return (
    <Overview title={t('capacity.quotas')} read={read} input={input}>
      {({ quotas }, live) => (
        <OverviewCard title={t('capacity.quotas')} headerActions={live}>
          <QuotaTable quotas={quotas} />
        </OverviewCard>
      )}
    </Overview>
  );
}
