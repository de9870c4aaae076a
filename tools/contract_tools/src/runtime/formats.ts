/**
 * The formats that contracts may use, in a form that bundles without `require`. Generated validators import
 * these very functions, so this file is part of what ships: keep it small and free of dependencies.
 */

/** Days of each month in a leap year. */
const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const datePattern = /^(\d{4})-(\d\d)-(\d\d)$/
const timePattern = /^(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:Z|[+-](\d\d):(\d\d))$/i

/** RFC 3339 full-date, with the length of the month checked. */
export function date(text: string): boolean {
  const match = datePattern.exec(text)
  if (match === null) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = month === 2 && !leap ? 28 : (monthDays[month - 1] ?? 0)
  return day >= 1 && day <= days
}

/** RFC 3339 date-time with an offset; second 60 is refused, because no clock of ours writes it. */
export function dateTime(text: string): boolean {
  if (text.charAt(10).toUpperCase() !== 'T' || !date(text.slice(0, 10))) return false
  const match = timePattern.exec(text.slice(11))
  if (match === null) return false
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const [offsetHour, offsetMinute] = [Number(match[4] ?? 0), Number(match[5] ?? 0)]
  return hour < 24 && minute < 60 && second < 60 && offsetHour < 24 && offsetMinute < 60
}

/** RFC 9562 text form, any version, no `urn:uuid:` prefix. */
export const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

/** An absolute URI (RFC 3986) with a scheme and no blanks. */
export const uri = /^[a-z][a-z\d+.-]*:[^\s"<>\\^`{|}]+$/i

/** An absolute URI or a relative reference without blanks. */
export const uriReference = /^[^\s"<>\\^`{|}]*$/

/** A 32-bit signed integer. */
export const int32 = {
  type: 'number',
  validate: (value: number): boolean =>
    Number.isInteger(value) && value >= -2147483648 && value <= 2147483647,
} as const

/** An integer that a JavaScript number holds exactly. */
export const int64 = {
  type: 'number',
  validate: (value: number): boolean => Number.isSafeInteger(value),
} as const

/** A number of double precision: what JSON numbers are here. */
export const double = {
  type: 'number',
  validate: (value: number): boolean => Number.isFinite(value),
} as const
const password = true

export { dateTime as 'date-time', password, uriReference as 'uri-reference' }
