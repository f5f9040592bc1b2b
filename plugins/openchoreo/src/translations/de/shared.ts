import type { sharedMessages } from '../shared';
import type { Translation } from './Translation';

export const shared: Translation<typeof sharedMessages> = {
  state: {
    Ready: 'Bereit',
    Progressing: 'In Arbeit',
    Waiting: 'Wartet',
    Degraded: 'Beeinträchtigt',
    Failed: 'Fehlgeschlagen',
    Suspended: 'Angehalten',
    NotDeployed: 'Nicht bereitgestellt',
    Unknown: 'Unbekannt',
    progress: '{{ready}} von {{total}}',
    count: '{{number}} {{state}}',
  },
  hint: {
    Ready: '',
    Progressing: 'Der Rollout läuft.',
    Waiting: 'Wartet auf eine Freigabe, ein Gate oder einen Zeitpunkt.',
    Degraded: 'War vorher bereit und ist es jetzt nicht.',
    Failed: 'Kann ohne eine Änderung nicht bereit werden.',
    Suspended: 'Auf Wunsch auf null skaliert.',
    NotDeployed: 'Hier ist noch nichts bereitgestellt.',
    Unknown: 'Der aktuelle Zustand ist nicht bekannt.',
  },
  verb: {
    Deploy: 'Bereitstellen',
    Promote: 'Hochstufen',
    Suspend: 'Anhalten',
    Resume: 'Fortsetzen',
    Undeploy: 'Bereitstellung aufheben',
    Restart: 'Neu starten',
    'Run now': 'Jetzt ausführen',
    'Roll back': 'Zurücksetzen',
    Review: 'Hochstufung prüfen',
    Cancel: 'Hochstufung abbrechen',
  },
  time: {
    justNow: 'gerade eben',
  },
  copy: {
    button: '{{name}} kopieren',
    done: 'Kopiert',
    failed: 'Kopieren fehlgeschlagen',
  },
  live: {
    connecting: 'Verbindet',
    live: 'Live',
    polling: 'Alle {{seconds}} Sekunden aktualisiert',
    pollingReason:
      'Ein Proxy zwischen Browser und Backend hält Live-Aktualisierungen zurück.',
    reconnecting: 'Verbindet neu, Stand {{time}}',
    deleted: 'Gelöscht',
    stopped: 'Nicht live, Stand {{time}}',
    reconnect: 'Neu verbinden',
    stateChanged: '{{environment}}: {{state}}.',
    releaseChanged: 'In {{environment}} läuft jetzt {{release}}.',
  },
  health: {
    Healthy: 'Gesund',
    Progressing: 'In Arbeit',
    Degraded: 'Beeinträchtigt',
    Suspended: 'Angehalten',
    Unknown: 'Unbekannt',
  },
};
