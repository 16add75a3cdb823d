/** Who acts: a signed-in person, an API token, a run by itself, or somebody at the install's host. */
export type Actor =
  | { kind: 'person'; id: string; name: string }
  | { kind: 'token'; id: string; name: string }
  | { kind: 'run'; id: string }
  | { kind: 'install' };
