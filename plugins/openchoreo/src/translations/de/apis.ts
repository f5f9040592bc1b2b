import type { apisMessages } from '../apis';
import type { Translation } from './Translation';

export const apis: Translation<typeof apisMessages> = {
  apis: {
    title: 'API',
    emptyTitle: 'Kein Endpunkt',
    emptyText:
      'Ein Endpunkt ist ein Port der Komponente, den andere aufrufen. Deklarieren Sie ihn in spec.endpoints des Workloads, mit seiner Sichtbarkeit: Seine Adressen an Gateways werden hier für jede Umgebung gezeigt.',
    port: 'Port {{port}}',
    class: 'Klasse {{className}}',
    definition: 'Definition öffnen',
    entity: 'Seite öffnen',
    addresses: 'Adressen',
    addressesOf: 'Adressen von {{name}}',
    noAddress: 'Noch keine Adresse',
    notDeployed:
      'Nirgends bereitgestellt. Stellen Sie die Komponente bereit, und ihre Adressen werden hier gezeigt.',
    policies: 'Richtlinien der Gateways',
    noPolicies: 'Keine',
    policy: {
      authentication: 'Authentifizierung:',
      rateLimit: 'Rate-Limit:',
      cors: 'CORS:',
      security: 'Sicherheit:',
      mediation: 'Vermittlung:',
      circuitBreaker: 'Circuit Breaker:',
      unknown: 'Sonstiges:',
    },
    operations: 'Operationen',
    operationsOf: 'Operationen von {{name}}',
    operation: 'Operation',
    summary: 'Zusammenfassung',
    noOperations: 'Die Definition deklariert keine HTTP-Operationen.',
    noDefinition:
      'Es gibt keine Definition. Legen Sie ein OpenAPI-Dokument in schema.content des Endpunkts im Workload ab, und seine Operationen werden hier gezeigt.',
  },
  tryOut: {
    title: 'Ausprobieren',
    use: '{{operation}} ausprobieren',
    target: '{{environment}}, {{visibility}}',
    sendTo: 'Senden an',
    noAddress:
      'Es gibt keine Adresse an einem Gateway. Machen Sie den Endpunkt für die Organisation oder die Öffentlichkeit erreichbar, um von hier Anfragen zu senden.',
    method: 'Methode',
    path: 'Pfad',
    headers: 'Header',
    headersHint:
      'Einer je Zeile, etwa Accept: application/json. Nichts aus Ihrer Sitzung wird gesendet.',
    body: 'Body',
    send: 'Senden',
    command: 'Befehl für ein Terminal',
    commandName: 'den Befehl für ein Terminal',
    failed: 'Es gibt keine Antwort',
    pathProblem: 'Der Pfad muss mit einem Schrägstrich beginnen.',
    parameterProblem: 'Ersetzen Sie {{parameter}} im Pfad durch einen Wert.',
    headerProblem:
      'Schreiben Sie einen Header je Zeile: Name, Doppelpunkt und Wert.',
    response: 'Antwort',
    responseName: 'den Body der Antwort',
    responseHeaders_one: '{{count}} Header',
    responseHeaders_other: '{{count}} Header',
    duration: '{{milliseconds}} ms',
    notText: 'Der Body ist kein Text.',
    truncated: 'Der Body ist länger: Nur die ersten 256 KiB werden gezeigt.',
  },
};
