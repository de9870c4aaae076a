/** The length of a text in code points: what `minLength` and `maxLength` count. */
export function textLength(text: string): number {
  let length = text.length
  for (let index = 0; index < text.length - 1; index += 1) {
    const isHigh = (text.charCodeAt(index) & 0xfc00) === 0xd800
    if (isHigh && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) {
      length -= 1
      index += 1
    }
  }
  return length
}
