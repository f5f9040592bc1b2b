import type { projectMessages } from '../project';
import type { Translation } from './Translation';

export const project: Translation<typeof projectMessages> = {
  project: {
    promotions: 'Projekt hochstufen',
    noPromotions:
      'Die Deployment-Pipeline dieses Projekts hat keine Hochstufungen. Ergänzen Sie einen Pfad von einer Umgebung zur nächsten.',
    differ_one: 'eine Komponente zum Hochstufen',
    differ_other: '{{count}} Komponenten zum Hochstufen',
    noneDiffer: 'keine',
    promote: 'Nach {{environment}} hochstufen',
    nothingToPromote:
      'Keine Komponente ist in {{from}} mit einem anderen Release als in {{to}} bereit.',
    requested:
      'Die Hochstufung von {{from}} nach {{to}} wurde angefordert. Die Komponenten zeigen, wie es weitergeht.',
    together:
      'Die Komponenten werden in der Reihenfolge ihrer Verbindungen ausgerollt, alle oder keine. Jede braucht ihre eigenen Freigaben; vor der letzten ändert sich nichts.',
    replaces: '{{after}} ersetzt {{before}}',
    isNew: '{{after}}, dort läuft noch nichts',
    planOf: 'Plan von {{component}}',
    button_one: 'Eine Komponente nach {{environment}} hochstufen',
    button_other: '{{count}} Komponenten nach {{environment}} hochstufen',
    blocked: {
      notDeployed: 'Sie läuft nicht in {{environment}}.',
      notReady: 'Sie muss zuerst in {{environment}} bereit sein.',
      same: 'In beiden Umgebungen läuft dasselbe Release.',
      awaitingApproval: 'Eine Hochstufung von ihr wartet schon auf Freigabe.',
    },
    column: {
      components: 'Hochzustufende Komponenten',
      action: 'Aktion',
    },
    create: {
      button: 'Hier anlegen',
      service: 'Ein Service aus einem Image',
      serviceFromSource: 'Ein Service aus Quellcode',
      webApplication: 'Eine Webanwendung',
      scheduledTask: 'Eine geplante Aufgabe',
      apiProxy: 'Ein API-Proxy',
    },
  },
};
