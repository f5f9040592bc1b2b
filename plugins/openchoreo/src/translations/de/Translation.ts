/** Texts of another language in place of messages. A text that is missing is shown in English. */
export type Translation<Messages> = {
  readonly [Key in keyof Messages]?: Messages[Key] extends string
    ? string
    : Translation<Messages[Key]>;
};
