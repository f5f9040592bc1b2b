import type { homeMessages } from '../home';
import type { Translation } from './Translation';

export const home: Translation<typeof homeMessages> = {
  home: {
    title: 'Was Sie braucht',
    approvals: 'Wartet auf Ihre Freigabe',
    noApprovals: 'Keine Hochstufung wartet auf Sie.',
    attention: 'Braucht Aufmerksamkeit',
    noAttention:
      'Nichts braucht Aufmerksamkeit: Keine Ihrer Komponenten ist fehlgeschlagen, beeinträchtigt oder nicht beobachtbar.',
    recent: 'Letzte Hochstufungen',
    noRecent:
      'Es wurde noch nichts hochgestuft. Öffnen Sie den Tab „Deploy“ einer Komponente, um sie in die nächste Umgebung hochzustufen.',
    projects: 'Ihre Projekte',
    owned_one: 'Ihnen gehört eine Komponente.',
    owned_other: 'Ihnen gehören {{count}} Komponenten.',
    start: 'Hier beginnen',
    startText:
      'Ihnen gehört noch keine Komponente. Legen Sie eine aus einer Vorlage an: Sie wird gebaut oder geladen, in der ersten Umgebung bereitgestellt und hier gezeigt.',
    create: 'Komponente anlegen',
    browse: 'Komponenten ansehen',
    column: {
      component: 'Komponente',
      environment: 'Umgebung',
      state: 'Zustand',
      since: 'Seit',
      promotion: 'Hochstufung',
      release: 'Release',
      result: 'Ergebnis',
      requested: 'Angefordert',
      project: 'Projekt',
      states: 'Zustände',
    },
  },
};
