/** Path of a member, as people write it: `spec.template`, `spec["app.kubernetes.io/name"]`. */
export function memberPath(path: string, name: string): string {
  if (!/^[A-Za-z_][\w-]*$/.test(name))
    return `${path}[${JSON.stringify(name)}]`;
  return path ? `${path}.${name}` : name;
}

/** Path of an item of a list: `spec.resources[1]`. */
export function itemPath(path: string, index: number): string {
  return `${path}[${index}]`;
}
