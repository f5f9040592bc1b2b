import type { connectionsMessages } from '../connections';
import type { Translation } from './Translation';

export const connections: Translation<typeof connectionsMessages> = {
  connections: {
    title: 'Verbindungen',
    uses: 'Was sie nutzt',
    usedBy: 'Von wem sie genutzt wird',
    emptyTitle: 'Keine Verbindungen in {{environment}}',
    emptyText:
      'Eine Verbindung ist eine deklarierte Abhängigkeit einer Komponente von einer anderen Komponente, einem externen Host oder einer Managed Resource. Ihre Adresse erhalten die Container als Umgebungsvariablen, und Network Policies erlauben ihren Verkehr. Verbinden Sie diese Komponente aus einer Vorlage, oder deklarieren Sie spec.connections ihres Workloads.',
    create: 'Vorlagen öffnen',
    column: {
      to: 'Ziel',
      from: 'Komponente',
      endpoint: 'Endpunkt',
      type: 'Typ',
      name: 'Verbindung',
    },
  },
};
