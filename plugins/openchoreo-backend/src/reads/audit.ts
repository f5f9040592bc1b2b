import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import {
  auditPage,
  auditPages,
  parseInput,
} from '@promenade/backstage-plugin-openchoreo-node';
import { auditColumns, exportHistory, exportPageSize } from '../exportHistory';
import { implementRead, visibleTo, type Read } from './Read';

const declaration = reads.listAuditEntries;

/** The audit log, restricted to what the reader may see. */
export const auditReads: readonly Read[] = [
  {
    needsPortal: true,
    ...implementRead(
      declaration,
      (services, { format: _, ...filter }, reader) =>
        auditPage(
          services.openChoreo.auditLog.store,
          filter,
          visibleTo(services, reader()),
        ),
    ),
    export(services, input, reader) {
      const { format, ...filter } = parseInput(declaration.input, input);
      if (format !== 'csv' && format !== 'jsonl') return undefined;
      return exportHistory(format, {
        name: 'audit',
        columns: auditColumns,
        formats: declaration.formats,
        pages: auditPages(
          services.openChoreo.auditLog.store,
          { ...filter, limit: exportPageSize },
          visibleTo(services, reader),
        ),
      });
    },
  },
];
