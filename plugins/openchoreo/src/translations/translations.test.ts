import { messages } from '.';
import { flattenMessages } from './flattenMessages';
import { germanMessages } from './de/germanMessages';

const english = flattenMessages(messages);
const languages = {
  de: new Map(flattenMessages(germanMessages)),
};

/** The placeholders of a text, such as `{{environment}}`. */
const placeholdersOf = (text: string) =>
  [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();

describe.each(Object.entries(languages))('the language %s', (_, texts) => {
  it('has a text for every key', () => {
    const missing = english.flatMap(([key, text]) =>
      text && !texts.get(key) ? key : [],
    );
    expect(missing).toEqual([]);
  });

  it('has no text for a key that does not exist', () => {
    const keys = new Set(english.map(([key]) => key));
    expect([...texts.keys()].filter(key => !keys.has(key))).toEqual([]);
  });

  it('has the placeholders of the English texts', () => {
    const different = english.flatMap(([key, text]) => {
      const translated = texts.get(key);
      return translated &&
        String(placeholdersOf(translated)) !== String(placeholdersOf(text))
        ? `${key}: ${translated}`
        : [];
    });
    expect(different).toEqual([]);
  });
});
