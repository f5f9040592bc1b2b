import type { OperationSpec } from './OperationSpec';
import generated from './generatedOperations.json';

// The compiler takes the texts of JSON as any text; the test of the file compares it with the declarations.
export const operations = generated as OperationSpec[];
