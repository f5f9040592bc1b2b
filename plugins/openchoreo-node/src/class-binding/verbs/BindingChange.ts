/** A change of the desired state of a component in an environment. */
export interface BindingChange {
  /** The fields of the spec to set. */
  spec: Readonly<Record<string, unknown>>;
  /** The version that must not have been changed; undefined for any. */
  resourceVersion?: string;
  /** What is done, in the imperative: the subject of a commit. */
  subject: string;
}
