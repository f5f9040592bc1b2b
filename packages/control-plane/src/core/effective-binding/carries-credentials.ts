/**
 * Whether an address has a user name or a password in it. What is rendered is there to be read, so that such an address is
 * refused, and not repeated in the refusal.
 */
export function hasCredentials(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { username, password } = new URL(address);
  return username !== '' || password !== '';
}
