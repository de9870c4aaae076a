import { findExecutable } from './find-executable.ts'

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Path of an installed Chromium, or undefined. `RPG_TEST_CHROMIUM` names one outside the usual places. */
export function findChromium(
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const given = env['RPG_TEST_CHROMIUM']
  return findExecutable(given === undefined || given === '' ? NAMES : [given])
}
