/** Path of a member, as people write it: `spec.template`, `spec["app.kubernetes.io/name"]`. */
export function memberPath(path: string, name: string): string {
  return /^[A-Za-z_][\w-]*$/.test(name)
    ? `${path}.${name}`
    : `${path}[${JSON.stringify(name)}]`;
}

/** Path of an item of a list: `spec.resources[1]`. */
export function itemPath(path: string, index: number): string {
  return `${path}[${index}]`;
}
