import type { deployMessages } from '../deploy';
import type { Translation } from './Translation';

export const deploy: Translation<typeof deployMessages> = {
  board: {
    label: 'Umgebungen von {{component}}',
    pipeline: 'Pipeline {{pipeline}}',
    loading: 'Die Umgebungen dieser Komponente werden geladen',
    from: 'aus {{environments}}',
    needsApproval: 'braucht eine Freigabe',
    simulated: 'simuliert',
    simulatedMeaning:
      'Diese Data Plane ist simuliert: Sie startet keine Container, sodass sich alles ohne Cluster ausprobieren lässt.',
    dataPlane: 'auf {{dataPlane}}',
    stale: 'Keine Daten von der Control Plane seit {{time}}',
    rejected_one: 'Eine Ressource dieser Komponente wird ignoriert',
    rejected_other: '{{count}} Ressourcen dieser Komponente werden ignoriert',
    emptyTitle: 'Noch keine Umgebung für die Bereitstellung',
    emptyText:
      'Eine Deployment-Pipeline legt die Umgebungen einer Komponente und ihre Reihenfolge fest. Die Pipeline „{{pipeline}}“ hat keine Umgebungen.',
    guide: 'Mehr über Deployment-Pipelines',
  },
  card: {
    copyRelease: 'Release {{release}}',
    moreImages_one: 'und ein weiteres Image',
    moreImages_other: 'und {{count}} weitere Images',
    replaces: 'ersetzt {{release}}',
    deployed: 'bereitgestellt {{time}}',
    deployedBy: 'von {{person}} · {{time}}',
    endpoints: 'Endpunkte',
    copyEndpoint: 'Adresse von {{name}} ({{visibility}})',
    visibility: {
      public: 'öffentlich',
      organization: 'Organisation',
      project: 'Projekt',
      unknown: '',
    },
    objects_one: 'Ein Objekt',
    objects_other: '{{count}} Objekte',
    warning: 'Mit Warnungen bereitgestellt',
    degraded: '{{degraded}} von {{total}} Objekten beeinträchtigt',
  },
  comparison: {
    same: 'Wie {{environment}}',
    ahead_one: '{{count}} voraus gegenüber {{environment}}',
    ahead_other: '{{count}} voraus gegenüber {{environment}}',
    aheadOf: 'Voraus gegenüber {{environment}}',
    behind_one: '{{count}} hinter {{environment}}',
    behind_other: '{{count}} hinter {{environment}}',
    behindOf: 'Hinter {{environment}}',
    different: 'Anders als {{environment}}',
    absent: 'Noch nicht in {{environment}}',
    unknown: 'Nicht mit {{environment}} vergleichbar',
  },
  action: {
    more: 'Weitere Aktionen für {{environment}}',
    to: '{{verb}} nach {{environment}}',
    from: '{{verb}} aus {{environment}}',
    promotionHint: 'In {{environment}} läuft {{release}}',
    notPossible: 'Derzeit nicht möglich',
    failed: 'Die Aktion ist fehlgeschlagen',
    dismiss: 'Schließen',
  },
  done: {
    Deploy: '{{component}} in {{environment}} bereitgestellt',
    Suspend: '{{component}} in {{environment}} angehalten',
    Resume: '{{component}} in {{environment}} fortgesetzt',
    Undeploy: 'Bereitstellung von {{component}} in {{environment}} aufgehoben',
    Restart: '{{component}} in {{environment}} neu gestartet',
    'Run now': 'Lauf von {{component}} in {{environment}} angefordert',
    Cancel: 'Hochstufung von {{component}} nach {{environment}} abgebrochen',
    undo: 'Rückgängig',
  },
  taskSchedule: {
    schedule: 'Zeitplan',
    once: 'Einmal für jedes Release',
    inZone: '{{schedule}} in {{zone}}',
    next: 'Nächster Lauf',
    interval: 'Gezählt ab dem letzten Lauf',
    last: 'Letzter Lauf',
    lastSuccess: 'Letzter Erfolg',
    never: 'Noch keiner',
    requested: 'Angeforderter Lauf',
    phase: {
      Requested: 'Wartet auf den Start',
      Started: 'Gestartet als {{job}}',
      Skipped: 'Übersprungen',
      Unknown: 'Nicht bekannt',
    },
  },
  confirm: {
    cancel: 'Abbrechen',
    title: '{{component}} in {{environment}}: {{verb}}?',
    button: '{{verb}} in {{environment}}',
    Suspend:
      'Die Komponente wird in {{environment}} auf null skaliert. Sie ist dort nicht erreichbar, bis sie fortgesetzt wird.',
    Resume:
      'Die Komponente wird in {{environment}} wieder hochskaliert, mit demselben Release.',
    Undeploy:
      'Alle Objekte der Komponente werden aus {{environment}} entfernt, und ihre Endpunkte sind nicht mehr erreichbar. Das Release bleibt erhalten und kann wieder bereitgestellt werden.',
    Deploy:
      'Die Komponente wird in {{environment}} wieder bereitgestellt, mit demselben Release.',
    Restart:
      'Alle Pods der Komponente in {{environment}} werden nacheinander durch neue ersetzt. Das Release bleibt dasselbe.',
    'Run now':
      'Der Task läuft in {{environment}} einmal zusätzlich zu seinem Zeitplan, mit dem dort bereitgestellten Release.',
    production: 'Dies ist eine Produktionsumgebung.',
  },
  cancel: {
    title: 'Hochstufung nach {{environment}} abbrechen?',
    goesBack:
      'Der Rollout hält an, und {{environment}} kehrt zum Release {{release}} zurück.',
    undeploys:
      'Der Rollout hält an, und die Bereitstellung in {{environment}} wird aufgehoben: Dort lief vorher nichts.',
    keep: 'Weiterlaufen lassen',
    button: 'Hochstufung nach {{environment}} abbrechen',
  },
  problem: {
    unreachable: 'Das OpenChoreo-Backend antwortet nicht',
    unreachableText:
      'Die Seite versucht es automatisch erneut. Bleibt diese Meldung, fragen Sie die Betreiber des Portals, ob das OpenChoreo-Backend-Plugin läuft.',
    forbidden: 'Sie haben keinen Zugriff auf die Bereitstellungen',
    forbiddenText:
      'Sie brauchen die Berechtigung openchoreo.deployment.read für diese Komponente. Fragen Sie ihren Eigentümer oder einen Administrator des Portals.',
    notFound: 'Die Control Plane kennt diese Komponente nicht',
    notFoundText:
      'Der Katalog enthält {{component}} des Projekts {{project}}, die Control Plane jedoch nicht. Die Komponente wurde vielleicht gelöscht oder noch nicht angelegt.',
    deleted: 'Diese Komponente wurde gelöscht',
    deletedText:
      'Die Control Plane enthält {{component}} nicht mehr. Der Katalog entfernt die Entität gleich.',
    openProject: 'Projekt {{project}} öffnen',
    missing: 'Diese Entität nennt ihre Komponente nicht',
    missingText:
      'Ihre Annotationen müssen Organisation, Projekt und Komponente nennen.',
    retry: 'Erneut versuchen',
  },
  last: {
    label: 'Letzte Hochstufung',
    promotion: 'Hochstufung von {{release}} aus {{from}} nach {{to}}',
    rollBack: '{{to}} auf {{release}} zurückgesetzt',
    by: 'von {{person}}',
    history: 'Verlauf',
  },
};
