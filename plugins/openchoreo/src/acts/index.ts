export { CardActs } from './CardActs';
export { refusalText } from './refusalText';
export { useCommand, type Command } from './useCommand';
