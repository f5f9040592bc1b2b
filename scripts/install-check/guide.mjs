// Reads the commands and snippets of a page of the documentation, so that a check follows the page and no copy of it.
import { readFileSync } from 'node:fs';

/**
 * A fenced block of the page.
 *
 * @typedef {object} Block
 * @property {string} section the title of its heading of level 2
 * @property {string | undefined} part the title of its heading of level 3
 * @property {string} language
 * @property {string} target its first line: the path of a file, or the folder in which its commands are run
 * @property {string} content the lines after the first
 */

const pattern = /^(#{2,3}) (.+)$|^```(\w+)\n(?:#|\/\/) (.+)\n([\s\S]*?)^```$/gm;

/**
 * Reads the blocks that begin with a comment that says where they belong. A block without one is an example.
 *
 * @param {string} file
 * @returns {Block[]}
 */
export function readGuide(file) {
  const blocks = [];
  let section;
  let part;
  for (const [, marks, title, language, target, content] of readFileSync(
    file,
    'utf8',
  ).matchAll(pattern)) {
    if (marks === '##') {
      section = title;
      part = undefined;
    } else if (marks) part = title;
    else blocks.push({ section, part, language, target, content });
  }
  return blocks;
}

/** The blocks of a section, or of one part of it. Throws if there are none: the page has changed. */
export function blocksOf(blocks, section, part) {
  const found = blocks.filter(
    block => block.section === section && (!part || block.part === part),
  );
  if (found.length === 0)
    throw new Error(
      `The page has no commands in "${section}"${part ? `, "${part}"` : ''}`,
    );
  return found;
}
