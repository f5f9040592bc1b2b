/** Why an artifact whose content does not match its hash is not deployed. */
export function modifiedMessage(artifactRef: string | undefined): string {
  return `DeployableArtifact "${artifactRef}" was changed after it was recorded: its content does not match its contentHash. Delete it and promote again.`;
}
