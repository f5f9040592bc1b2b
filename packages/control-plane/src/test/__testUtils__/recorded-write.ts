/** A write of a reconciler. */
export interface RecordedWrite {
  verb: 'create' | 'update' | 'status' | 'delete';
  kind: string;
  name: string;
}
