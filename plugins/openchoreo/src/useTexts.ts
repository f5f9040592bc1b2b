import {
  useTranslationRef,
  type TranslationRef,
} from '@backstage/frontend-plugin-api';
import { openChoreoTranslationRef } from './translation';
import type { messages } from './translations';

/** The keys of nested messages as paths, each with its text. */
type Entry<Nested, Prefix extends string = ''> = {
  [Key in keyof Nested & string]: Nested[Key] extends string
    ? [key: `${Prefix}${Key}`, text: Nested[Key]]
    : Entry<Nested[Key], `${Prefix}${Key}.`>;
}[keyof Nested & string];

type Plural = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

/** The texts by key. Those of a plural have one key, and need the count. */
type Texts = {
  [Each in Entry<typeof messages> as Each[0] extends `${infer Key}_${Plural}`
    ? Key
    : Each[0]]: Each[0] extends `${string}_${Plural}`
    ? `{{count}}${Each[1]}`
    : Each[1];
};

type Variable<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Variable<Rest>
  : never;

/** Returns a text with the values of its variables. */
export interface Translate {
  <Key extends keyof Texts>(
    key: Key,
    ...values: [Variable<Texts[Key]>] extends [never]
      ? []
      : [Record<Variable<Texts[Key]>, string | number>]
  ): string;
  <Key extends keyof Texts>(
    key: Key,
    values: Record<Variable<Texts[Key]>, string | number | JSX.Element>,
  ): JSX.Element;
}

/**
 * Without the types of the texts: the function that Backstage derives from them is equal, but the compiler needs 280,000
 * instantiations for each of its calls.
 */
const untypedRef: TranslationRef<string, { [key in string]: string }> =
  openChoreoTranslationRef;

/** The texts of the plugin in the language of the user. */
export function useTexts(): { t: Translate } {
  return useTranslationRef(untypedRef);
}
