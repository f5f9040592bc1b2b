export { configurationOf, type Configuration } from './configuration';
export { type ConfigurationSurroundings, type SecretStore } from './values';
