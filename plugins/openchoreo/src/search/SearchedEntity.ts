/**
 * What a search knows of an entity: a document of the type `software-catalog`.
 *
 * @public
 */
export interface SearchedEntity {
  title: string;
  text: string;
  /** Path of its page. */
  location: string;
  kind?: string;
  namespace?: string;
}
