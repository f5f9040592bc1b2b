const placeholder = /\{\{\s*\.(\w+)\s*\}\}/g;

/** Fills the template of a variable of a connection. Undefined when it needs more than the values. */
export function fillTemplate(
  template: string,
  values: Readonly<Record<string, string>>,
): string | undefined {
  let isComplete = true;
  const text = template.replace(placeholder, (_, name: string) => {
    isComplete &&= Object.hasOwn(values, name);
    return values[name] ?? '';
  });
  return isComplete && !text.includes('{{') ? text : undefined;
}

/** The values that templates may use of an address. */
export function addressValues({
  host,
  port,
  protocol,
}: {
  host: string;
  port: number;
  protocol?: string;
}): Record<string, string> {
  const isPlain = !protocol || protocol === 'tcp' || protocol === 'udp';
  const isDefaultPort =
    (protocol === 'http' && port === 80) ||
    (protocol === 'https' && port === 443);
  const authority = isDefaultPort ? host : `${host}:${port}`;
  const uri = isPlain ? `${host}:${port}` : `${protocol}://${authority}`;
  return {
    host,
    port: `${port}`,
    scheme: isPlain ? '' : protocol,
    basePath: '',
    uri,
    url: uri,
  };
}
