import type { metricsMessages } from '../metrics';
import type { Translation } from './Translation';

export const metrics: Translation<typeof metricsMessages> = {
  metrics: {
    loading: 'Die Metriken werden geladen',
    failed: 'Die Metriken konnten nicht geladen werden',
    problem: 'Die Metriken können gerade nicht gelesen werden',
    emptyTitle: 'In {{environment}} läuft nichts',
    emptyText:
      'Diese Seite zeigt Anfragen, Fehler, Latenz, CPU und Speicher einer Bereitstellung. Stellen Sie zuerst ein Release in dieser Umgebung bereit.',
    period: 'Zeitraum',
    simulated:
      'Die Data Plane ist simuliert. Auf ihr laufen keine Container, und diese Werte sind erfunden.',
    source: {
      kubernetes:
        'Aus der Metrics API der Data Plane, die nur aktuelle Werte hat: Die Diagramme beginnen, wenn diese Seite geöffnet wird. Konfigurieren Sie ein Prometheus für einen Verlauf, Anfragen, Fehler und Latenz.',
      prometheus: 'Aus Prometheus.',
      unknown: 'Diese Version kennt die Quelle nicht.',
    },
    noValues: 'In diesem Zeitraum gibt es keine Werte.',
    name: {
      cpu: 'CPU',
      memory: 'Speicher',
      requests: 'Anfragen',
      errors: 'Fehler (Status 5xx)',
      latency: 'Latenz',
      unknown: 'Andere',
    },
    line: {
      pod: 'Pod',
      quantile: 'Quantil',
      sum: 'Anfragen',
    },
    total: 'Alle Gateways',
    latest: 'Zuletzt',
    lowest: 'Minimum',
    highest: 'Maximum',
    limit: 'Limit eines Pods',
  },
};
