/** Synchronous last duties: they run when the process exits for any reason but SIGKILL. */
const tasks = new Set<() => void>()
let listening = false

/** Registers a task for process exit; the returned function withdraws it. */
export function atExit(task: () => void): () => void {
  if (!listening) {
    listening = true
    process.on('exit', runAll)
  }
  tasks.add(task)
  return () => tasks.delete(task)
}

function runAll(): void {
  // Last come, first served: a server stops before the folder it lives in goes.
  for (const task of [...tasks].reverse()) {
    try {
      task()
    } catch (error) {
      console.error(`Clean-up failed: ${String(error)}`)
    }
  }
}
