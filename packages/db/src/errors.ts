/** The SQLSTATE of a database error. Drizzle wraps the driver's error, so the chain of causes is walked. */
export function sqlStateOf(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = (cause as { code?: unknown }).code;
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code;
  }
  return undefined;
}

/** The name of the constraint that refused; shards append a suffix, so compare by prefix. */
export function constraintOf(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const name = (cause as { constraint_name?: unknown }).constraint_name;
    if (typeof name === 'string') return name;
  }
  return undefined;
}

/** True when the database refused because of this constraint. */
export function isRefusedBy(error: unknown, constraint: string): boolean {
  return constraintOf(error)?.startsWith(constraint) ?? false;
}
