module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  // What a template fills a repository with.
  ignorePatterns: ['templates/**'],
});
