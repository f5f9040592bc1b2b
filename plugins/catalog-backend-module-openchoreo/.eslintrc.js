module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // The methods that wait for entities fail the test when these do not come.
    'jest/expect-expect': [
      'warn',
      {
        assertFunctionNames: ['expect', 'catalog.waitFor*', 'waitUntilEqual'],
      },
    ],
  },
});
