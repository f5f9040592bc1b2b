import type { catalogMessages } from '../catalog';
import type { Translation } from './Translation';

export const catalog: Translation<typeof catalogMessages> = {
  catalog: {
    loading: 'Wird von der Control Plane geladen',
    failed: 'Die Control Plane hat nicht geantwortet',
    notShown: 'Dies kann nicht gezeigt werden',
    projects: 'Projekte',
    components: 'Komponenten',
    environments: 'Umgebungen',
    pipeline: 'Deployment-Pipeline',
    pipelines: 'Deployment-Pipelines',
    runsHere: 'Was hier läuft',
    place: 'Platz in den Pipelines',
    connection: 'Verbindung',
    builds: 'Builds',
    waiting: 'Wartet auf Freigabe',
    orderOfPromotion: 'Reihenfolge der Hochstufung',
    promotions: 'Hochstufungen',
    promotionsHere: 'Hochstufungen hierher',
    usedBy: 'Projekte, die sie nutzen',
    matrix: 'Komponenten in jeder Umgebung',
    order: 'Umgebungen von {{pipeline}} in der Reihenfolge der Hochstufung',
    openPipeline: 'Pipeline {{pipeline}} öffnen',
    openApprovals: 'Freigaben öffnen',
    onlyInNeed: 'Nur was Aufmerksamkeit braucht',
    noneInNeed: 'Keine Komponente braucht jetzt Aufmerksamkeit.',
    showMore_one: 'Eine weitere zeigen',
    showMore_other: '{{count}} weitere zeigen',
    awaitingApproval_one: 'eine wartet auf Freigabe',
    awaitingApproval_other: '{{count}} warten auf Freigabe',
    approvals_one: 'Eine Freigabe',
    approvals_other: '{{count}} Freigaben',
    noApproval: 'keine',
    noGates: 'keine',
    policies: 'Richtlinien',
    maxReplicas: 'Replicas einer Komponente',
    atMost: 'höchstens {{number}}',
    allowedImages: 'Images',
    allowedClasses: 'Klassen',
    everyPromotion: 'jede Hochstufung hierher',
    noPolicies:
      'Nichts beschränkt Bereitstellungen hier. Die Richtlinien der Umgebung können Images, Klassen und Replicas begrenzen und Freigaben verlangen.',
    use: 'Zweck',
    notProduction: 'keine Produktion',
    isFirst: 'Komponenten werden hier zuerst bereitgestellt, ohne Hochstufung.',
    nothingRuns: 'hier läuft nichts',
    nothingRunsText:
      'Hier läuft noch nichts. Stellen Sie eine Komponente in ihrem Tab „Deploy“ bereit, oder stufen Sie eine in diese Umgebung hoch.',
    noComponentsYet: 'noch keine Komponente',
    noComponents:
      'Dieses Projekt hat keine Komponente, die Sie sehen dürfen. Legen Sie eine aus einer Vorlage an, und sie wird hier mit ihrem Zustand in jeder Umgebung gezeigt.',
    noProjects:
      'Diese Organisation hat kein Projekt, das Sie sehen dürfen. Legen Sie eines mit der Vorlage „Create a project“ an.',
    noEnvironments:
      'Es gibt noch keine Umgebung für die Bereitstellung. Legen Sie eine mit der Vorlage „Create or change an environment“ an.',
    noEnvironmentsOnPlane:
      'Keine Umgebung liegt auf dieser Data Plane. Nennen Sie sie in einer Umgebung, und was dort läuft, wird hier gezeigt.',
    noPipelines:
      'Es gibt noch keine Deployment-Pipeline. Sie sagt, durch welche Umgebungen Komponenten hochgestuft werden.',
    noBuilds:
      'Hier wurde nichts von Komponenten gebaut, die Sie sehen dürfen. Ein Build beginnt, wenn eine Komponente ein Repository hat.',
    noDataPlane: 'existiert nicht',
    planeMissing:
      'Die Data Plane dieser Umgebung existiert nicht. Legen Sie sie an, oder nennen Sie in der Umgebung eine andere.',
    planeUnreachable: 'Die Data Plane {{plane}} ist nicht erreichbar',
    inNoPipeline:
      'Keine Pipeline, die Sie sehen dürfen, führt hierher. Nehmen Sie diese Umgebung in eine Deployment-Pipeline auf, damit Komponenten hierher hochgestuft werden können.',
    pipelineIsEmpty:
      'Diese Pipeline hat keine Umgebungen. Ergänzen Sie Hochstufungen von einer Umgebung zur nächsten.',
    environmentsMissing:
      'Die Pipeline nennt Umgebungen, die nicht existieren: {{environments}}. Legen Sie sie an, oder entfernen Sie sie aus der Pipeline.',
    usedByNone:
      'Kein Projekt, das Sie sehen dürfen, nutzt diese Pipeline. Nennen Sie sie in einem Projekt, um sie zu nutzen.',
    column: {
      project: 'Projekt',
      component: 'Komponente',
      components: 'Komponenten',
      worstStates: 'Zustände',
      environment: 'Umgebung',
      dataPlane: 'Data Plane',
      organization: 'Organisation',
      stateAndRelease: 'Zustand und Release',
      promotion: 'Hochstufung',
      gates: 'Quality-Gates',
      approval: 'Freigabe',
      release: 'Release',
      requested: 'Angefordert',
      phase: 'Ergebnis',
      commit: 'Commit',
      created: 'Begonnen',
    },
    reachability: {
      reachable: 'Erreichbar',
      unreachable: 'Nicht erreichbar',
      unknown: 'Nicht bekannt',
      notTried: 'Die Control Plane hat noch nicht versucht, sie zu erreichen.',
    },
    buildPhase: {
      Pending: 'Ausstehend',
      Running: 'Läuft',
      Succeeded: 'Erfolgreich',
      Failed: 'Fehlgeschlagen',
      Unknown: 'Unbekannt',
    },
  },
  overview: {
    title: 'Wo sie läuft',
    open: 'Deploy öffnen',
    environment: 'Umgebung',
    state: 'Zustand',
    release: 'Release',
    noRelease: 'keines',
  },
};
