import { z } from 'zod'
import { logLevels } from './logger.ts'
import { trustedProxyProblem } from './trusted-proxies.ts'

/**
 * Fields of a configuration. Each reads the text of one environment variable and gives a typed value; text that
 * cannot be read is a problem and never a silent default. An optional description goes to `.env.example`.
 */

/** Any text that is not empty. */
export const textField = () => z.string().min(1)

/** A whole number within limits. */
export function integerField({
  min = 0,
  max = Number.MAX_SAFE_INTEGER,
}: {
  min?: number
  max?: number
} = {}) {
  return z
    .string()
    .regex(/^-?\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`))
}

/** A TCP port; 0 takes any free one. */
export const portField = () => integerField({ min: 0, max: 65_535 })

/** `1` or `true`, `0` or `false`. */
export const flagField = () =>
  z
    .enum(['1', '0', 'true', 'false'], 'must be 1, 0, true or false')
    .transform((text) => text === '1' || text === 'true')

/** A URL with one of these schemes, without the colon. */
export function urlField(schemes: readonly string[] = ['https', 'http']) {
  return z
    .string()
    .refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)), {
      // The value itself may hold a password and is never repeated.
      error: `must be a URL that starts with ${schemes.map((scheme) => `${scheme}:`).join(' or ')}`,
    })
}

/** Values separated by commas; spaces around them do not count. */
export function listField() {
  return z.string().transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  )
}

/** Origins (scheme, host, port) separated by commas; never `*` or `null`. */
export function originsField() {
  return listField().superRefine((origins, context) => {
    for (const origin of origins)
      if (origin.includes('*') || !URL.canParse(origin) || new URL(origin).origin !== origin)
        context.addIssue({
          code: 'custom',
          message: `${origin} is not an origin: write scheme, host and port only`,
        })
  })
}

/** Networks of our own proxies separated by commas; see `checkTrustedProxies`. */
export function networksField() {
  return listField().superRefine((networks, context) => {
    for (const network of networks) {
      const message = trustedProxyProblem(network)
      if (message !== undefined) context.addIssue({ code: 'custom', message })
    }
  })
}

/** The level a log is cut at. */
export const logLevelField = () => z.enum(logLevels)
