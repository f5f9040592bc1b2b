import type { promotionPageMessages } from '../promotionPage';
import type { Translation } from './Translation';

export const promotionPage: Translation<typeof promotionPageMessages> = {
  promotionPage: {
    title: 'Hochstufung',
    promote: 'Hochstufung von {{component}} {{release}} nach {{environment}}',
    rollBack:
      'Zurücksetzen von {{component}} auf {{release}} in {{environment}}',
    open: 'Hochstufung öffnen',
    openOf: 'Hochstufung öffnen: {{name}}',
    deploy: 'Tab „Deploy“ öffnen',
    changes: 'Was sie ändert',
    noPlan:
      'Was sie geändert hat, ist nicht mehr bekannt: Die Komponente oder das Release wurde gelöscht.',
    failure: 'Wenn es schiefgeht',
    automatic:
      '{{environment}} erhält {{release}} zurück, sobald das neue Release nicht gesund ist. Niemand muss etwas tun.',
    manual:
      '{{environment}} behält das neue Release. Um {{release}} zurückzubekommen, setzen Sie auf dem Tab „Deploy“ zurück.',
    first:
      'In {{environment}} lief vorher nichts. Entfernen Sie es auf dem Tab „Deploy“, oder stufen Sie ein anderes Release hoch.',
    previous: 'das vorherige Release',
    history: 'Was geschehen ist',
    noHistory: 'Es ist noch nichts geschehen.',
    earlier: 'Andere Hochstufungen nach {{environment}}',
    noEarlier:
      'Keine andere Hochstufung dieser Komponente nach {{environment}} ist aufbewahrt.',
    cancel: 'Hochstufung abbrechen',
    column: {
      promotion: 'Hochstufung',
      release: 'Release',
      result: 'Ergebnis',
      requested: 'Angefordert',
    },
  },
};
