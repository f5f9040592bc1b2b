import type { explanationMessages } from '../explanation';
import type { Translation } from './Translation';

export const explanation: Translation<typeof explanationMessages> = {
  explanation: {
    title: 'Warum, und was zu tun ist',
    loading: 'Die Ursache wird gesucht',
    failed: 'Die Ursache konnte nicht gelesen werden',
    retry: 'Erneut versuchen',
    steps: 'Was zu tun ist',
    noSteps:
      'Es ist nichts bekannt, was Sie tun könnten. Fragen Sie das Plattformteam, mit den Meldungen oben.',
  },
};
