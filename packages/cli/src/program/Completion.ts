import type { Reference } from './OperationSpec';

/** A word that can follow. */
export interface Candidate {
  word: string;
  description: string;
}

/** Names of objects that can follow. */
export interface NameQuery {
  reference: Reference;
  /** The begin of the name. */
  typed: string;
  /** The arguments and options that the command line has already, by their names in camel case. */
  given: Readonly<Record<string, string>>;
}
