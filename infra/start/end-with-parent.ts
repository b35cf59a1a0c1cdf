// Loaded into the API and the worker before their own code: when the process that supervises them is killed, they must not stay
// behind and hold the port. They get a moment to finish what they are doing.
const parent = process.ppid;
const finishWithinMs = 5_000;

const watch = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(watch);
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), finishWithinMs).unref();
  process.kill(process.pid, 'SIGTERM');
}, 300);
watch.unref();

export {};
