/** Whether version `have` is at least `need`; 9.10 comes after 9.9. */
export function isVersionAtLeast(have: string, need: string): boolean {
  const [major = 0, minor = 0] = have.split('.').map(Number)
  const [needMajor = 0, needMinor = 0] = need.split('.').map(Number)
  return major === needMajor ? minor >= needMinor : major > needMajor
}
