import type { platformMessages } from '../platform';
import type { Translation } from './Translation';

export const platform: Translation<typeof platformMessages> = {
  platform: {
    stuck: 'Festhängende Bereitstellungen',
    stuckCount_one: 'Eine Bereitstellung wird nicht bereit.',
    stuckCount_other: '{{count}} Bereitstellungen werden nicht bereit.',
    nothingStuck:
      'Nichts hängt fest: Keine Bereitstellung, die Sie sehen dürfen, ist fehlgeschlagen, beeinträchtigt, nicht beobachtbar oder seit mehr als zehn Minuten im Rollout.',
    nothingDeployed: 'nichts ist bereitgestellt',
    moreExamples_one: 'Eine weitere',
    moreExamples_other: '{{count}} weitere',
    hidden_one: 'Eine weitere ist nicht aufgeführt.',
    hidden_other: '{{count}} weitere sind nicht aufgeführt.',
    in: 'von {{project}} in {{environment}}',
    sync: 'Katalog',
    openSync: 'Katalogabgleich öffnen',
    rejected_one: 'Eine Ressource steht nicht so im Katalog wie deklariert.',
    rejected_other:
      '{{count}} Ressourcen stehen nicht so im Katalog wie deklariert.',
    dataPlanes: 'Data Planes',
    noDataPlanes:
      'Es gibt noch keine Data Plane. Komponenten laufen auf einer Data Plane: Legen Sie die Ressource DataPlane an, und nennen Sie sie in einer Umgebung.',
    buildPlanes: 'Build Planes',
    promotions: 'Nicht beendete Hochstufungen',
    noPromotions: 'Keine Hochstufung läuft oder wartet.',
    builds: 'Nicht beendete Builds',
    noBuilds: 'Kein Build läuft oder wartet.',
    organizations: 'Organisationen',
    noOrganizations:
      'Es gibt noch keine Organisation. Legen Sie die Ressource Organization an, und ihre Projekte werden hier gezeigt.',
    column: {
      reason: 'Zustand und Grund',
      deployments: 'Bereitstellungen',
      environments: 'Umgebungen',
      since: 'Seit',
      examples: 'Beispiele',
      plane: 'Plane',
      unfinished: 'Nicht beendete Builds',
      phase: 'Phase',
    },
  },
};
