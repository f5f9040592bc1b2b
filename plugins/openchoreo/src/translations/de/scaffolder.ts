import type { scaffolderMessages } from '../scaffolder';
import type { Translation } from './Translation';

export const scaffolder: Translation<typeof scaffolderMessages> = {
  target: {
    noComponent: 'Wählen Sie zuerst eine Komponente.',
    notComponent: '{{component}} ist keine OpenChoreo-Komponente.',
    none: 'Die Deployment-Pipeline dieser Komponente hat keine Hochstufungen.',
  },
  field: {
    problem: '{{field}} {{problem}}.',
    loading: 'Wird geladen',
    retry: 'Erneut versuchen',
    noMatch: 'Nichts heißt „{{text}}“.',
    inOrganization: 'in der Organisation {{organization}}',
    inProject: 'im Projekt {{project}}',
    notProject: '{{project}} ist kein OpenChoreo-Projekt.',
    notOrganization: '{{organization}} ist keine OpenChoreo-Organisation.',
    noProjects:
      'Es gibt kein Projekt, das Sie sehen dürfen. Legen Sie eines mit „Create a project“ an.',
    noComponents: 'Es gibt keine Komponente, die Sie sehen dürfen.',
    noOrganizations: 'Es gibt keine Organisation, die Sie sehen dürfen.',
    noOwners: 'Der Katalog hat keine Gruppe, die Sie sehen dürfen.',
    noPipelines: 'Die Organisation hat keine Deployment-Pipeline.',
    noDataPlanes: 'Es gibt keine Data Plane, die die Organisation nutzen darf.',
  },
  image: {
    noTag:
      'Ohne Tag ist dies das Image „latest“, das sich mit der Zeit ändert. Ergänzen Sie ein Tag.',
    latest:
      'Das Tag „latest“ ändert sich mit der Zeit. Eine Version ist besser.',
  },
  name: {
    checking: 'Der Name wird geprüft',
    free: 'Im Katalog heißt nichts {{name}}.',
    notChecked:
      'Ob der Name vergeben ist, konnte jetzt nicht geprüft werden. Es wird geprüft, wenn die Vorlage läuft.',
    willCreate: '{{name}} wird angelegt.',
    willChange: '{{name}} existiert und wird geändert.',
    taken: '{{kind}} {{name}} existiert. Wählen Sie einen anderen Namen.',
    takenBy:
      '{{kind}} {{name}} existiert und gehört {{owner}}. Wählen Sie einen anderen Namen.',
    takenInProject:
      '{{kind}} {{name}} des Projekts {{project}} existiert und gehört {{owner}}. Wählen Sie einen anderen Namen.',
    kind: {
      organization: 'Organisation',
      project: 'Projekt',
      component: 'Komponente',
      api: 'API',
      environment: 'Umgebung',
      'deployment-pipeline': 'Deployment-Pipeline',
      'managed-resource': 'Managed Resource',
      'configuration-group': 'Konfigurationsgruppe',
    },
  },
  environment: {
    missing: {
      component: 'Wählen Sie zuerst eine Komponente.',
      project: 'Wählen Sie zuerst ein Projekt.',
      organization: 'Wählen Sie zuerst eine Organisation.',
    },
    none: 'Es gibt keine Umgebungen. Bitten Sie das Plattform-Team um eine.',
    runs: 'läuft mit {{release}}',
    production: 'Produktion',
    notFirst: 'Änderungen werden in der ersten Umgebung bereitgestellt.',
    notDeployed: 'Die Komponente ist hier nicht bereitgestellt.',
    notAfter: 'Sie folgt in der Pipeline nicht auf {{environment}}.',
  },
  release: {
    noEnvironment: 'Wählen Sie zuerst eine Umgebung.',
    none: 'In dieser Umgebung lief noch kein Release.',
    since: 'seit {{time}}',
  },
  components: {
    missing: 'Wählen Sie zuerst ein Projekt und beide Umgebungen.',
    none: 'Keine Komponente des Projekts kann hochgestuft werden.',
    selectOne: 'Wählen Sie mindestens eine Komponente.',
    notDeployed: 'Sie läuft nicht in {{environment}}.',
    notReady: 'Sie muss zuerst in {{environment}} bereit sein.',
    isNew: '{{after}}, neu in {{environment}}',
    replaces: '{{after}} ersetzt {{before}}',
    same: '{{after}} in beiden',
  },
  deletion: {
    missing: 'Wählen Sie zuerst, was gelöscht werden soll.',
    heading: 'Dies wird gelöscht:',
    runsIn: '{{component}}, läuft in {{environments}}',
    runsNowhere: '{{component}}, nicht bereitgestellt',
  },
  schedule: {
    next: 'Die nächsten Läufe in der Zeitzone {{zone}}:',
    nextByDefault:
      'Die nächsten Läufe in der Zeitzone {{zone}}, sofern die Klasse keine andere hat:',
    interval:
      'Läuft in diesem Abstand, gezählt ab dem letzten Lauf. Die Zeiten der Läufe sind vorher nicht bekannt.',
  },
  timeZone: {
    now: 'Dort ist es jetzt {{time}}.',
  },
  rows: {
    moveUp: '{{name}} nach oben',
    moveDown: '{{name}} nach unten',
    remove: '{{name}} entfernen',
    moved: '{{name}} ist jetzt Zeile {{position}}.',
    removed: '{{name}} wurde entfernt.',
  },
  endpoint: {
    none: 'Diese Komponente hat keine Endpunkte.',
    add: 'Endpunkt hinzufügen',
    number: 'Endpunkt {{number}}',
    name: 'Name',
    type: 'Protokoll',
    port: 'Port',
    basePath: 'Basispfad',
    exposure: 'Wer ihn aufrufen darf',
    exposedTo: {
      Project: 'Das Projekt',
      Organization: 'Die Organisation',
      Public: 'Alle',
    },
  },
  texts: {
    add: 'Zeile hinzufügen',
    number: 'Zeile {{number}}',
  },
  variable: {
    noSecrets:
      'Werte werden im Klartext gespeichert. Geben Sie hier nie ein Geheimnis ein: Nehmen Sie es aus einer Konfigurationsgruppe.',
    looksSecret:
      'Das sieht wie ein Geheimnis aus. Nehmen Sie den Wert aus einer Konfigurationsgruppe.',
    add: 'Variable hinzufügen',
    number: 'Variable {{number}}',
    name: 'Name',
    value: 'Wert',
    source: 'Wert aus',
    plainValue: 'Ein einfacher Wert',
    fromGroup: '{{group}}: {{key}}',
    secret: 'geheim',
    valueIn: 'hat einen Wert in {{environments}}',
    noValue: 'hat noch keinen Wert',
    groupsFailed:
      'Die Konfigurationsgruppen konnten nicht geladen werden: {{message}}',
  },
  delivery: {
    mode: {
      apply: 'Jetzt anwenden',
      'pull-request': 'Pull Request öffnen',
    },
    repository: 'Repository',
    branch: 'Branch',
    path: 'Ordner',
    default: 'Vorgabe des Projekts: {{value}}',
    noDefaults:
      'Die Vorgabe des Projekts konnte nicht gelesen werden. Sie gilt für alles, was Sie leer lassen.',
    needsRepository:
      'Geben Sie das Repository ein: Das Projekt hat keine Vorgabe dafür.',
    willApply: 'Die Änderung wird angewendet, sobald die Vorlage läuft.',
    willOpen:
      'Nichts wird angewendet. Die Manifeste werden in den Ordner {{path}} von {{repository}} geschrieben, und ein Pull Request zum Branch {{branch}} wird geöffnet.',
  },
};
