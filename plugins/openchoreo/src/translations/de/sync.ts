import type { syncMessages } from '../sync';
import type { Translation } from './Translation';

export const sync: Translation<typeof syncMessages> = {
  sync: {
    loading: 'Der Zustand des Katalogabgleichs wird geladen',
    failed: 'Der Zustand des Katalogabgleichs konnte nicht geladen werden',
    forbidden: 'Sie dürfen den Katalogabgleich nicht sehen',
    forbiddenText:
      'Sie brauchen die Berechtigung openchoreo.platform.read. Bitten Sie das Plattform-Team darum.',
    current: 'Der Katalog ist aktuell',
    starting: 'Der erste Abgleich mit dem Katalog läuft',
    waiting_one: 'Eine Änderung ist auf dem Weg zum Katalog',
    waiting_other: '{{count}} Änderungen sind auf dem Weg zum Katalog',
    held_one: 'Das Entfernen einer Entität wird zurückgehalten',
    held_other: 'Das Entfernen von {{count}} Entitäten wird zurückgehalten',
    heldText:
      'Viele Ressourcen sind auf einmal verschwunden. Fehlen sie auch beim zweiten Blick, werden ihre Entitäten entfernt.',
    stale:
      'Die Verbindung zur Control Plane ist unterbrochen. Der Katalog behält, was er hat',
    unread: 'Die Ressourcen der Control Plane sind noch nicht gelesen',
    unreadText: 'Bis dahin wird nichts aus dem Katalog entfernt.',
    invalidKubeconfig:
      'Die kubeconfig der Control Plane kann nicht verwendet werden',
    unreachable: 'Die Control Plane ist nicht erreichbar',
    untrusted: 'Dem Zertifikat der Control Plane wird nicht vertraut',
    unauthorized:
      'Die Control Plane weist die Anmeldedaten des Backends zurück',
    wrongApi: 'Der konfigurierte Server ist keine Kubernetes-API',
    missingDefinitions: 'OpenChoreo ist auf dem Cluster nicht installiert',
    rightsMissing: 'Das Backend darf auf der Control Plane nicht alles lesen',
    rightsMissingText:
      'Nicht lesbar: {{kinds}}. Ihre Entitäten bleiben, wie sie sind. Wenden Sie das Manifest unten an, um die Rechte zu erteilen.',
    grantTitle: 'Fehlende Rechte',
    grantCopy: 'Manifest',
    heldSource: 'Die Control Plane {{name}} ist nicht die der Entitäten',
    heldSourceText:
      'Nichts davon wird in den Katalog geschrieben. Ist die kubeconfig falsch, korrigieren Sie sie. Ist sie richtig, nehmen Sie die Control Plane an: Entitäten ohne Ressource werden entfernt.',
    accept: '{{name}} annehmen und die Entitäten entfernen',
    acceptUnnamed: 'Die Entitäten entfernen, die keine Control Plane hat',
    notUntilAccepted: 'sobald sie angenommen ist',
    comparison: 'Die Entitäten des Katalogs können nicht gelesen werden',
    write:
      'Der Katalog hat die letzte Änderung nicht angenommen. Sie wird erneut gesendet',
    notInstalled: 'Das Katalogmodul läuft in diesem Backend nicht',
    notInstalledText:
      'Fügen Sie @promenade/backstage-plugin-catalog-backend-module-openchoreo dem Prozess hinzu, in dem das OpenChoreo-Backend-Plugin läuft.',
    lastComparison: 'Letzter Abgleich',
    lastChange: 'Letzte gesendete Änderung',
    lastSeen: 'Control Plane gesehen',
    queue: 'Wartende Änderungen',
    writer: 'Schreibt die Entitäten',
    thisInstance: 'diese Instanz des Backends',
    otherInstance: 'eine andere Instanz des Backends',
    never: 'nie',
    unreadTypes:
      'Noch nicht gelesen: {{types}}. Ihre Entitäten bleiben, wie sie sind.',
    now: 'Jetzt abgleichen',
    nowForbidden:
      'Sie brauchen die Berechtigung openchoreo.catalog.sync, um jetzt abzugleichen.',
    nowFailed: 'Der Katalog konnte nicht abgeglichen werden',
    done: 'In {{seconds}} s abgeglichen. Die Unterschiede wurden gesendet.',
    doneElsewhere:
      'Abgeglichen. Die Instanz, die die Entitäten schreibt, wurde um dasselbe gebeten.',
    controlPlanes: 'Control Planes',
    controlPlane: 'Control Plane',
    state: 'Zustand',
    sourceStarting: 'Ihre Ressourcen sind noch nicht gelesen',
    sourceLive: 'Verbunden',
    sourceStale:
      'Die Verbindung ist unterbrochen. Der Katalog behält, was er hat',
    entities: 'Entitäten',
    noEntities: 'Der Katalog hat noch keine Entität von OpenChoreo.',
    heldTitle: 'Zurückgehaltenes Entfernen',
    rejected: 'Ressourcen mit Problemen',
    noneRejected: 'Keine Ressource hat ein Problem.',
    resource: 'Ressource',
    entity: 'Entität',
    reason: 'Grund',
    remedy: 'Was zu tun ist',
    since: 'Seit',
    removedIn: 'Entfernt in',
    correct_one:
      'Korrigieren Sie das Feld im Manifest. Die Entität folgt sofort.',
    correct_other:
      'Korrigieren Sie die Felder im Manifest. Die Entität folgt sofort.',
    more_one: 'und eine weitere',
    more_other: 'und {{count}} weitere',
    seeReason:
      'Beheben Sie den Grund. Bis dahin bleiben die Entitäten, wie sie sind.',
  },
};
