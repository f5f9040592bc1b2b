import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

// Tests run in a clone only.
// eslint-disable-next-line no-restricted-syntax
const guide = resolve(__dirname, '../../../../docs/cli.md');

/** The code blocks of the guide, each with the heading that it is below. */
export function readGuide(): { heading: string; code: string }[] {
  const sections = readFileSync(guide, 'utf8').split(/^#+ /m);
  return sections.flatMap(section =>
    [...section.matchAll(/^```\w+\n(.*?)^```/gms)].map(([, code]) => ({
      heading: section.slice(0, section.indexOf('\n')),
      code,
    })),
  );
}
