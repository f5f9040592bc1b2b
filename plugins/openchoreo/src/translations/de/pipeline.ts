import type { pipelineMessages } from '../pipeline';
import type { Translation } from './Translation';

export const pipeline: Translation<typeof pipelineMessages> = {
  pipeline: {
    graph: 'Reihenfolge der Hochstufung nach der Änderung',
    form: 'Pipeline ändern',
    paths: 'Hochstufungspfade',
    pathsDescription:
      'Komponenten werden in der Umgebung bereitgestellt, zu der kein Pfad führt. Ein entfernter Pfad ändert nichts an dem, was läuft.',
    path: 'von {{from}} nach {{to}}',
    number: 'Pfad {{number}}',
    add: 'Pfad hinzufügen',
    from: 'Von',
    to: 'Nach',
    approval: 'Braucht eine Freigabe',
    productionChoice: '{{environment}} (Produktion)',
    gates: 'Quality-Gates einer PromotionPolicy: {{gates}}.',
    review: 'Änderung prüfen',
    discard: 'Meine Änderungen verwerfen',
    pullRequest: 'Stattdessen einen Pull Request öffnen',
    unchanged: 'Noch ist nichts geändert.',
    outdated: 'Die Pipeline wurde inzwischen von jemand anderem geändert.',
    applied: 'Die Pipeline wurde geändert.',
    changeTitle: 'Pipeline {{pipeline}} ändern?',
    rejected: 'Die Änderung ist nicht möglich',
    noChanges: 'Die Pipeline hat diese Pfade schon.',
    affects_one: 'Ein Projekt nutzt diese Pipeline',
    affects_other: '{{count}} Projekte nutzen diese Pipeline',
    failed: 'Die Pipeline wurde nicht geändert',
    apply: '{{pipeline}} ändern',
    policy: {
      title: 'Gates und Freigaben',
      noEdges:
        'Die Pipeline hat noch keine Hochstufung. Fügen Sie zuerst einen Pfad hinzu.',
      several:
        'Mehrere Promotion-Policies gelten: {{policies}}. Ändern Sie sie dort, wo sie liegen, damit klar bleibt, welche was sagt.',
      edge: 'Hochstufung',
      edit: 'Gates und Freigaben von {{from}} nach {{to}}',
      gateCount_one: '{{count}} Gate',
      gateCount_other: '{{count}} Gates',
      minApprovals: 'Freigaben',
      approvers: 'Wer freigeben darf',
      approversDescription:
        'Entity-Refs, durch Kommas getrennt, etwa group:default/release-managers. Wenn leer, alle mit der Berechtigung.',
      selfApproval: 'Die Freigabe der anfordernden Person zählt',
      gates: 'Quality-Gates',
      gatesDescription:
        'Ein Gate, das nicht besteht, hält die Hochstufung an. Gates vom Typ Webhook, Job und Metrik werden in die PromotionPolicy geschrieben; hier können sie entfernt werden.',
      gateNumber: 'Gate {{number}}',
      addGate: 'Gate hinzufügen',
      gateName: 'Name',
      type: 'Prüft',
      types: {
        Healthy: 'Eine Zeit lang gesund',
        ImageDigest: 'Images haben Digests',
        EnvironmentPolicy: 'Regeln der Umgebung',
        Manual: 'Eine Checkliste',
        Webhook: 'Webhook',
        Job: 'Job',
        Metric: 'Metrik',
      },
      phase: 'Wann',
      phases: {
        Checking: 'Vor dem Rollout',
        Progressing: 'Bei jedem Schritt des Rollouts',
        Verifying: 'Nach dem Rollout',
      },
      healthyFor: 'Gesund seit',
      checklist: 'Checkliste',
      checklistDescription:
        'Ein Punkt pro Zeile. Freigebende bestätigen alle davon.',
      timeout: 'Zeitlimit',
      review: 'Gates und Freigaben prüfen',
      unchanged: 'Noch ist kein Gate und keine Freigabe geändert.',
      outdated:
        'Gates oder Freigaben wurden inzwischen von jemand anderem geändert.',
      applied: 'Gates und Freigaben wurden geändert.',
      changeTitle: 'Gates und Freigaben {{edge}} ändern?',
      noChanges: 'Die Hochstufung hat diese Gates und Freigaben schon.',
      notChanged: 'Gates und Freigaben wurden nicht geändert',
      apply: 'Gates und Freigaben ändern',
      problem: {
        approver:
          '„{{ref}}“ ist keine Entity-Ref. Schreiben Sie etwa group:default/release-managers.',
        gateName: 'Geben Sie Gate {{number}} einen Namen.',
        gateNames: 'Zwei Gates heißen {{name}}. Benennen Sie eines um.',
        duration:
          '„{{text}}“ ist keine Dauer. Schreiben Sie etwa 90s oder 10m.',
        checklist:
          'Fügen Sie der Checkliste von {{name}} mindestens einen Punkt hinzu.',
      },
    },
    problem: {
      empty: 'Fügen Sie einen Pfad hinzu: Die Pipeline nennt keine Umgebung.',
      incomplete: 'Wählen Sie beide Umgebungen von Pfad {{number}}.',
      loop: 'Ein Pfad führt von {{environment}} zu sich selbst. Wählen Sie eine andere Umgebung.',
      duplicate:
        'Den Pfad von {{from}} nach {{to}} gibt es zweimal. Entfernen Sie einen.',
      cycle:
        'Die Pfade von {{environments}} bilden einen Kreis. Entfernen Sie einen: Releases bewegen sich in eine Richtung.',
    },
  },
};
