import type { auditMessages } from '../audit';
import type { Translation } from './Translation';

export const audit: Translation<typeof auditMessages> = {
  audit: {
    title: 'Audit',
    explanation:
      'Wer was hochgestuft, freigegeben, abgelehnt und zurückgesetzt hat, das Neueste zuerst. Die Control Plane bewahrt den Verlauf auf, auch den von gelöschten Komponenten.',
    failed: 'Der Verlauf konnte nicht geladen werden',
    loading: 'Der Verlauf wird geladen',
    noProjects: 'Noch nichts zu zeigen',
    noProjectsText:
      'Sie sehen kein Projekt. Bitten Sie das Plattformteam um Zugriff, oder legen Sie ein Projekt an. Seine Hochstufungen erscheinen hier.',
    noMatch:
      'Keine Hochstufung entspricht den Filtern. Wählen Sie einen längeren Zeitraum oder weniger Filter.',
    more: 'Mehr laden',
    organization: 'Organisation',
    project: 'Projekt',
    action: 'Aktion',
    time: 'Angefordert in',
    actions: { Promote: 'Hochstufung', RollBack: 'Zurücksetzen' },
    range: {
      day: 'den letzten 24 Stunden',
      week: 'den letzten 7 Tagen',
      month: 'den letzten 30 Tagen',
      quarter: 'den letzten 90 Tagen',
      all: 'der ganzen Zeit',
    },
    column: {
      when: 'Angefordert',
      who: 'Von',
      action: 'Aktion',
      component: 'Komponente',
      release: 'Release',
      outcome: 'Ergebnis',
      decisions: 'Entscheidungen',
    },
  },
};
