// Preloaded into the application, which runs in its own session so that Ctrl-C reaches the launcher alone.
// The price: killing the launcher's whole process group with -9 would leave the application behind. The channel to
// the launcher closes only when the launcher is gone; the application then ends as hard as the launcher did.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'))
