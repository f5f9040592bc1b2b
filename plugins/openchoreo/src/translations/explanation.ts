/** Texts of the explanation of a card. */
export const explanationMessages = {
  explanation: {
    title: 'Why, and what to do',
    loading: 'Looking for the cause',
    failed: 'The cause could not be read',
    retry: 'Try again',
    steps: 'What to do',
    noSteps:
      'Nothing is known that you could do. Ask the platform team, with the messages above.',
  },
} as const;
