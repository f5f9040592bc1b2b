/** The settings of the parameters of a component type, by label. */
export function parameterSettings(
  parameters: Record<string, unknown> = {},
): [string, unknown][] {
  return Object.entries(parameters).map(([name, value]) => [
    `parameter ${name}`,
    value,
  ]);
}

/** The texts of settings that have a value. */
export function settingTexts(
  settings: readonly (readonly [string, unknown])[],
): Record<string, string> {
  return Object.fromEntries(
    settings.flatMap(([label, value]) =>
      value === undefined
        ? []
        : [[label, typeof value === 'string' ? value : JSON.stringify(value)]],
    ),
  );
}
