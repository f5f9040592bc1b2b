/** What a value can name. A shell completes the names. */
export type Reference =
  | 'organization'
  | 'project'
  | 'component'
  | 'environment'
  | 'promotion'
  | 'openPromotion';

/** A field of the input of an operation, as an option of the command line. */
export interface FieldSpec {
  name: string;
  /** Such as `--display-name`. */
  flag: string;
  /**
   * `value` is YAML or JSON, and `document` a long text. For both, `@` and the path of a file stand for its content. Other texts may
   * begin with `@`.
   */
  type: 'text' | 'number' | 'boolean' | 'list' | 'value' | 'document';
  /** The only values that are valid. */
  values?: string[];
  /** What the value names, when it is an object that exists. */
  refersTo?: Reference;
  description: string;
  isRequired: boolean;
}

/** A read or a verb as a command. `npm run cli` derives it from the declaration, which is only loaded when the command runs. */
export interface OperationSpec {
  /** Name of the operation. */
  name: string;
  type: 'read' | 'verb' | 'command';
  /** The words of the command. */
  path: string[];
  /** Other words for the last word of the path. */
  aliases: string[];
  /** Whether the command is meant when the last word of the path is left out. */
  isDefault: boolean;
  title: string;
  description: string;
  resource: 'platform' | 'organization' | 'project' | 'component';
  /** The fields that are arguments, in their order. */
  arguments: string[];
  fields: FieldSpec[];
  example: string;
  isDestructive: boolean;
  /** What can be waited for. */
  completion?: 'created' | 'built' | 'ready' | 'promoted' | 'deleted';
}
