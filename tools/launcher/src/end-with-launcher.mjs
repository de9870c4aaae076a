// Preloaded into the application, which runs in its own session so that Ctrl-C reaches the launcher alone.
// The price: killing the launcher's whole process group with -9 would leave the application behind. The channel to
// the launcher closes only when the launcher is gone; the application then ends as hard as the launcher did.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'))
// A listener keeps the channel, and with it the process, alive: what has nothing left to do must still end.
process.channel?.unref()
