import { NameRule } from './structural-schema';

const labelPattern = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomainPattern = `${labelPattern}(\\.${labelPattern})*`;
const label1035Pattern = '[a-z]([-a-z0-9]*[a-z0-9])?';
const qualifiedPattern = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const labelValuePattern = `(${qualifiedPattern})?`;

const label = fullMatch(labelPattern);
const subdomain = fullMatch(subdomainPattern);
const label1035 = fullMatch(label1035Pattern);
const qualified = fullMatch(qualifiedPattern);
const labelValue = fullMatch(labelValuePattern);
const portName = /^[-a-z0-9]+$/;

const labelMessage = regexMessage(
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  labelPattern,
  'my-name',
  '123-abc',
);
const subdomainMessage = regexMessage(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  subdomainPattern,
  'example.com',
);
const label1035Message = regexMessage(
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  label1035Pattern,
  'my-name',
  'abc-123',
);
const qualifiedMessage = regexMessage(
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  qualifiedPattern,
  'MyName',
  'my.name',
  '123-abc',
);
const labelValueMessage = regexMessage(
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  labelValuePattern,
  'MyValue',
  'my_value',
  '12345',
);

/**
 * Validates the name of an object.
 *
 * @param isPrefix whether the name is a `generateName`
 * @returns error messages
 */
export function nameProblems(
  rule: NameRule,
  name: string,
  isPrefix: boolean,
): string[] {
  // A generated name gets a suffix, so a trailing dash is valid.
  const text = isPrefix && name.endsWith('-') ? `${name.slice(0, -1)}a` : name;
  switch (rule) {
    case 'label':
      return dnsLabelProblems(text);
    case 'label1035':
      return dnsLabel1035Problems(text);
    case 'path':
      return pathSegmentProblems(text);
    default:
      return subdomainProblems(text);
  }
}

/** Validates a lowercase RFC 1123 label; returns error messages. */
export function dnsLabelProblems(text: string): string[] {
  const problems = longerThan(text, 63, 'characters');
  if (!label.test(text)) {
    problems.push(
      subdomain.test(text) ? 'must not contain dots' : labelMessage,
    );
  }
  return problems;
}

/** Validates an RFC 1035 label; returns error messages. */
export function dnsLabel1035Problems(text: string): string[] {
  return [
    ...longerThan(text, 63, 'characters'),
    ...(label1035.test(text) ? [] : [label1035Message]),
  ];
}

/** Validates a lowercase RFC 1123 subdomain; returns error messages. */
export function subdomainProblems(text: string): string[] {
  return [
    ...longerThan(text, 253, 'characters'),
    ...(subdomain.test(text) ? [] : [subdomainMessage]),
  ];
}

/** Validates a name of the form `prefix/name`; returns error messages. */
export function qualifiedNameProblems(text: string): string[] {
  const parts = text.split('/');
  const problems: string[] = [];
  if (parts.length > 2) {
    return [
      `a valid label key ${qualifiedMessage} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const name = parts[parts.length - 1];
  if (parts.length === 2) {
    if (parts[0] === '') problems.push('prefix part must be non-empty');
    else {
      problems.push(
        ...subdomainProblems(parts[0]).map(problem => `prefix part ${problem}`),
      );
    }
  }
  if (name === '') {
    problems.push('name part must be non-empty');
  } else if (name.length > 63) {
    problems.push('name part must be no more than 63 bytes');
  }
  if (!qualified.test(name)) problems.push(`name part ${qualifiedMessage}`);
  return problems;
}

/** Validates the key of a label; returns error messages. */
export function labelNameProblems(text: string): string[] {
  return qualifiedNameProblems(text);
}

/** Validates the value of a label; returns error messages. */
export function labelValueProblems(text: string): string[] {
  return [
    ...longerThan(text, 63, 'bytes'),
    ...(labelValue.test(text) ? [] : [labelValueMessage]),
  ];
}

/** Validates the name of a container port; returns error messages. */
export function portNameProblems(text: string): string[] {
  const problems: string[] = [];
  if (text.length > 15) problems.push('must be no more than 15 characters');
  if (!portName.test(text)) {
    problems.push(
      'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
    );
  }
  if (!/[a-z]/.test(text)) {
    problems.push('must contain at least one letter (a-z)');
  }
  if (text.includes('--')) {
    problems.push('must not contain consecutive hyphens');
  }
  if (text.startsWith('-') || text.endsWith('-')) {
    problems.push('must not begin or end with a hyphen');
  }
  return problems;
}

function pathSegmentProblems(text: string): string[] {
  if (text === '.' || text === '..') return [`may not be '${text}'`];
  return ['/', '%']
    .filter(character => text.includes(character))
    .map(character => `may not contain '${character}'`);
}

function longerThan(text: string, limit: number, unit: string): string[] {
  return text.length > limit ? [`must be no more than ${limit} ${unit}`] : [];
}

function fullMatch(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}

function regexMessage(
  message: string,
  pattern: string,
  ...examples: string[]
): string {
  const list = examples.map(example => `'${example}', `).join(' or ');
  return `${message} (e.g. ${list}regex used for validation is '${pattern}')`;
}
