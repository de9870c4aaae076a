/** A server started for tests. */
export interface TestServer {
  /** Connection URL, credentials included. */
  readonly url: string
  /** Where it came from, for the report: "installed", "container" or "given". */
  readonly origin: 'installed' | 'container' | 'given'
  /** Stops the server and removes its files. Safe to call twice. */
  stop(): Promise<void>
}

/** A server somebody else runs and named in the environment: we never stop it. */
export function givenServer(url: string): TestServer {
  return { url, origin: 'given', stop: async () => undefined }
}
