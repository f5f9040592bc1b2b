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
