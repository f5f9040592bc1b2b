import type { buildsMessages } from '../builds';
import type { Translation } from './Translation';

export const builds: Translation<typeof buildsMessages> = {
  builds: {
    title: 'Builds',
    source: 'Quellcode',
    noSourceTitle: 'Diese Komponente wird aus einem Image bereitgestellt',
    noSourceText:
      'Eine Komponente mit einem Repository wird von einer Build Plane gebaut: Jeder Build macht aus einem Commit ein Image und stellt es in der ersten Umgebung bereit. Diese Seite würde ihre Builds mit ihren Schritten zeigen. Setzen Sie spec.build der Component, oder legen Sie die Komponente aus Quellcode an, um sie hier zu bauen.',
    none: 'Es wurde noch nichts gebaut. Starten Sie einen Build des Branches, oder pushen Sie einen Commit, wenn Webhooks eingerichtet sind.',
    repository: 'Repository',
    branch: 'Branch',
    path: 'Ordner',
    template: 'Build-Vorlage',
    name: 'Build',
    commit: 'Commit',
    theCommit: 'den Commit',
    image: 'Image',
    bySchedule: 'Zeitplan',
    start: 'Build starten',
    startTitle: '{{component}} bauen',
    startText:
      'Das entstehende Image wird in der ersten Umgebung der Pipeline bereitgestellt.',
    commitDescription:
      '7 bis 64 hexadezimale Ziffern. Ist das Feld leer, der neueste Commit des Branches.',
    startFailed: 'Der Build wurde nicht gestartet',
    again: 'Diesen Commit erneut bauen',
    steps: 'Schritte von {{build}}',
    noSteps: 'Noch hat kein Schritt begonnen.',
    step: 'Schritt',
    state: 'Zustand',
    duration: 'Dauer',
    log: 'Log',
    openLog: 'In Argo öffnen',
    openLogOf: 'Log von {{step}} in Argo Server öffnen',
    showLog: 'Log zeigen',
    showLogOf: 'Log von {{step}} zeigen',
    hideLog: 'Log ausblenden',
    hideLogOf: 'Log von {{step}} ausblenden',
    logOf: 'Log von {{step}} in {{build}}',
    stepEnded: 'Der Schritt ist beendet',
    stepEmpty: 'Der Schritt hat noch nichts geschrieben.',
    simulatedMeaning:
      'Die Build Plane ist simuliert: Kein Schritt läuft, und es entsteht kein Image. Die Zeilen der Logs beginnen mit „simulated:“.',
    stepState: {
      Pending: 'Wartet',
      Running: 'Läuft',
      Succeeded: 'Erfolgreich',
      Failed: 'Fehlgeschlagen',
      Error: 'Fehlgeschlagen',
      Skipped: 'Übersprungen',
      Omitted: 'Übersprungen',
      Unknown: 'Unbekannt',
    },
  },
};
