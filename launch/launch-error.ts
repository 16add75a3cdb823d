/** The product, or a part of it, can't be started. The message is for the operator. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether an error of the file system or of a socket has this code, such as ENOENT. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
