/**
 * Resolves when this process should end: at Ctrl-C, at SIGTERM, when the terminal closes, or when the process that started it is gone,
 * which no signal tells.
 */
export function askedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) resolve();
    }, 300).unref();
  });
}
