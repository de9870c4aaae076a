import { type ColorScheme, clientVersions, type Platform, platforms } from '../client/platform.ts'
import { findPersona, type Persona } from '../launch/persona.ts'
import { type SimulatorLanguage, simulatorLanguages } from './texts.ts'

/** Which launch the page asks for. */
export type LaunchRequest = {
  readonly persona: Persona
  readonly platform: Platform
  readonly version: string
  readonly theme: ColorScheme
  readonly language: SimulatorLanguage
  readonly startParam?: string
  /** Seconds since the data was signed; negative lies in the future. */
  readonly ageSeconds: number
}

/** Reads the query of a launch. The second form lists the names that are wrong. */
export function readLaunchRequest(
  query: URLSearchParams,
): LaunchRequest | { readonly wrong: readonly string[] } {
  const persona = findPersona(query.get('persona') ?? '')
  const platform = oneOf(platforms, query.get('platform') ?? 'ios')
  const version = oneOf(clientVersions, query.get('version') ?? '9.6')
  const theme = oneOf(['light', 'dark'] as const, query.get('theme') ?? 'light')
  const language = oneOf(simulatorLanguages, query.get('language') ?? persona?.languageCode ?? 'ru')
  const startParam = match(/^[\w-]{0,512}$/u, query.get('start_param') ?? '')
  const age = match(/^-?\d{1,9}$/u, query.get('age') ?? '0')
  const fields = { persona, platform, version, theme, language, start_param: startParam, age }
  const wrong = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [name] : []))
  if (
    persona === undefined ||
    platform === undefined ||
    version === undefined ||
    theme === undefined ||
    language === undefined ||
    startParam === undefined ||
    age === undefined
  ) {
    return { wrong }
  }
  const launch = { persona, platform, version, theme, language, ageSeconds: Number(age) }
  return startParam === '' ? launch : { ...launch, startParam }
}

function oneOf<T extends string>(allowed: readonly T[], value: string): T | undefined {
  return allowed.find((candidate) => candidate === value)
}

function match(pattern: RegExp, value: string): string | undefined {
  return pattern.test(value) ? value : undefined
}
